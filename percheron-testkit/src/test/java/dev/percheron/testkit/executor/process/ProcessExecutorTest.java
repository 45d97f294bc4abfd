package dev.percheron.testkit.executor.process;

import dev.percheron.exec.process.ProcessProvider;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.testkit.executor.ContractHandlers;
import dev.percheron.testkit.executor.JobExecutorContract;

/** The contract, with children that are threads of this JVM; see {@link ThreadLauncher}. */
class ProcessExecutorTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new ProcessProvider(new ThreadLauncher());
  }

  @Override
  protected ContractHandlers newHandlers() {
    return new SharedHandlers.Lambdas();
  }

  @Override
  protected int manyJobs() {
    return 10_000;
  }
}
