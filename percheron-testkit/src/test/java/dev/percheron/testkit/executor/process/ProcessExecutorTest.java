package dev.percheron.testkit.executor.process;

import dev.percheron.api.Queue;
import dev.percheron.exec.process.ProcessProvider;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.testkit.executor.ContractHandlers;
import dev.percheron.testkit.executor.JobExecutorContract;
import java.util.Map;

/** The contract, with children that are threads of this JVM; see {@link ThreadLauncher}. */
class ProcessExecutorTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new ProcessProvider(new ThreadLauncher());
  }

  /** Without spares, which would start, and set an alarm, while a test counts them. */
  @Override
  protected Queue queue() {
    return Queue.named("contract").executor(provider().alias(), Map.of("spare", "0"));
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
