package dev.percheron.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.testkit.executor.JobExecutorContract;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DeepStacksTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new DeepStacks.Installed();
  }

  @Override
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran.getName()).startsWith("deep-");
    assertThat(ran.isDaemon()).isTrue();
  }

  @Test
  void it_is_found_by_its_alias() {
    var aliases =
        ServiceLoader.load(JobExecutorProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .map(JobExecutorProvider::alias);

    assertThat(aliases).contains("deep", "fresh", "virtual");
  }
}
