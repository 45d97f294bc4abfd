package dev.percheron.engine;

import dev.percheron.api.JobId;
import dev.percheron.engine.LiveAttempt.Stop;
import dev.percheron.spi.JobStore;

/**
 * Stops what somebody – here or in another process – wants cancelled among the jobs of this worker.
 */
final class CancelWatch {
  private final JobStore store;
  private final Lease lease;
  private final Registry registry;

  CancelWatch(JobStore store, Lease lease, Registry registry) {
    this.store = store;
    this.lease = lease;
    this.registry = registry;
  }

  int runOnce() {
    if (registry.size() > 0) {
      lease.held().ifPresent(held -> store.cancelWishes(held.worker()).forEach(this::stop));
    }
    return 0;
  }

  private void stop(JobId job, String reason) {
    registry
        .find(job)
        .filter(live -> live.stop().isEmpty())
        .ifPresent(live -> live.stop(new Stop(reason, true)));
  }
}
