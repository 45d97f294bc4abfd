package dev.percheron.checks.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.exec.VirtualProvider;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.testkit.executor.ContractHandlers;
import dev.percheron.testkit.executor.JobExecutorContract;

class VirtualWithRealHandlersTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new VirtualProvider();
  }

  @Override
  protected ContractHandlers newHandlers() {
    return new RealHandlers();
  }

  @Override
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran.equals(submitter)).isEqualTo(runsOnCaller());
  }
}
