package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.exec.ThreadsProvider;
import dev.percheron.spi.JobExecutorProvider;

class ThreadsExecutorTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new ThreadsProvider();
  }

  @Override
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran.isVirtual()).isFalse();
    assertThat(ran.isDaemon()).isTrue();
    assertThat(ran.getName()).startsWith("percheron-" + queue().name() + "-");
  }
}
