package dev.percheron.worker;

import dev.percheron.memory.InMemoryStore;
import dev.percheron.spi.JobStore;
import dev.percheron.testkit.WorkerContract;
import java.time.InstantSource;

class InMemoryWorkerTest extends WorkerContract {
  @Override
  protected JobStore open(InstantSource time) {
    return InMemoryStore.create(time);
  }
}
