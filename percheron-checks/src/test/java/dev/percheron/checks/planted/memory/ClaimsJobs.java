package dev.percheron.checks.planted.memory;

import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.WorkerStart;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** Does what only the engine may. */
final class ClaimsJobs {
  private final JobStore store;

  ClaimsJobs(JobStore store) {
    this.store = store;
  }

  int claim(WorkerId worker) {
    return store.claim(worker, new ClaimRequest("default", 1, 0)).size();
  }

  int settle(WorkerId worker) {
    return store.settle(worker, List.of(), List.of()).size();
  }

  BiFunction<WorkerStart, Duration, WorkerId> registerByReference() {
    return store::register;
  }

  boolean push() {
    return store.push(List.of()).isEmpty();
  }
}
