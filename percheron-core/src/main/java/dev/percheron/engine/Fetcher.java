package dev.percheron.engine;

import dev.percheron.api.WorkerId;
import dev.percheron.engine.LiveAttempt.Stop;
import dev.percheron.spi.JobStore;

/**
 * Claims jobs for the queues that have room: one claimer for the whole worker, not one per slot.
 */
final class Fetcher {
  private static final Stop LATE = new Stop("the worker lost its lease while it claimed", false);

  private final JobStore store;
  private final Lease lease;
  private final Stations stations;
  private final Registry registry;

  Fetcher(JobStore store, Lease lease, Stations stations, Registry registry) {
    this.store = store;
    this.lease = lease;
    this.stations = stations;
    this.registry = registry;
  }

  int runOnce() {
    var held = lease.held();
    if (held.isEmpty()) {
      return 0;
    }
    int taken = 0;
    for (var runner : stations.runners()) {
      taken += fetch(runner, held.get().worker());
    }
    return taken;
  }

  private int fetch(QueueRunner runner, WorkerId worker) {
    long seen = runner.signalsSeen();
    var request = runner.request();
    if (request.isEmpty()) {
      return 0;
    }
    var jobs = store.claim(worker, request.get());
    runner.accept(jobs, request.get(), worker, seen, registry);
    if (!lease.isHeldBy(worker)) {
      registry.stopAll(
          worker, LATE); // lost while we claimed: whoever stopped the rest missed these
    }
    return jobs.size();
  }
}
