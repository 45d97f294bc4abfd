package dev.percheron.worker;

import dev.percheron.memory.InMemoryStore;
import dev.percheron.spi.JobStore;
import dev.percheron.testkit.WorkersContract;
import java.time.InstantSource;

class InMemoryWorkersTest extends WorkersContract {
  @Override
  protected JobStore open(InstantSource time) {
    return InMemoryStore.create(time);
  }
}
