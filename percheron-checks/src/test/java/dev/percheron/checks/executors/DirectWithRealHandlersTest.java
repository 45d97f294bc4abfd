package dev.percheron.checks.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.exec.DirectProvider;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.testkit.executor.ContractHandlers;
import dev.percheron.testkit.executor.JobExecutorContract;

class DirectWithRealHandlersTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new DirectProvider();
  }

  @Override
  protected ContractHandlers newHandlers() {
    return new RealHandlers();
  }

  @Override
  protected boolean runsOnCaller() {
    return true;
  }

  @Override
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran.equals(submitter)).isEqualTo(runsOnCaller());
  }
}
