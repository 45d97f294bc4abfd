package dev.percheron.testkit.store;

import dev.percheron.memory.InMemoryStore;
import dev.percheron.spi.JobStore;
import dev.percheron.testkit.ManualTime;

class InMemoryStoreTest extends JobStoreContract {
  @Override
  protected JobStore open(ManualTime time) {
    return InMemoryStore.create(time);
  }

  @Override
  protected int modelSteps() {
    return 10_000;
  }
}
