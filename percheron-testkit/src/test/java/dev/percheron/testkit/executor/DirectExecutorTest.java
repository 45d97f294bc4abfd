package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.exec.DirectProvider;
import dev.percheron.spi.JobExecutorProvider;

class DirectExecutorTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new DirectProvider();
  }

  @Override
  protected boolean runsOnCaller() {
    return true;
  }

  @Override
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran).isEqualTo(submitter);
  }
}
