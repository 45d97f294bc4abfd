package dev.percheron.examples;

import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.testkit.executor.JobExecutorContract;

class FreshThreadsTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new FreshThreads.Installed();
  }

  @Override
  protected int manyJobs() {
    return 5_000; // a platform thread for each of them
  }
}
