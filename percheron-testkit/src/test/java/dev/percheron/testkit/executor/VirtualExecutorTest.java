package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.exec.VirtualProvider;
import dev.percheron.spi.JobExecutorProvider;

class VirtualExecutorTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new VirtualProvider();
  }

  @Override
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran.isVirtual()).isTrue();
    assertThat(ran.getName()).contains(queue().name());
  }
}
