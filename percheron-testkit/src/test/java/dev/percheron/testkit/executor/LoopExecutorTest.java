package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.exec.LoopProvider;
import dev.percheron.spi.JobExecutorProvider;

class LoopExecutorTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new LoopProvider();
  }

  @Override
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran.getName()).startsWith("percheron-" + queue().name() + "-loop-");
  }
}
