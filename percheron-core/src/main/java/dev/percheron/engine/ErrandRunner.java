package dev.percheron.engine;

import dev.percheron.api.JobId;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.Errand;
import dev.percheron.spi.JobStore;

/** Does what this worker is asked for through the store, and answers. */
final class ErrandRunner {
  private static final int LONGEST = 64_000;

  private final JobStore store;
  private final Lease lease;
  private final Registry registry;
  private final Runnable onDrain;

  /**
   * @param onDrain ends this worker in order; runs on a thread of its own
   */
  ErrandRunner(JobStore store, Lease lease, Registry registry, Runnable onDrain) {
    this.store = store;
    this.lease = lease;
    this.registry = registry;
    this.onDrain = onDrain;
  }

  int runOnce() {
    var held = lease.held();
    if (held.isEmpty()) {
      return 0;
    }
    var worker = held.get().worker();
    var errands = store.errands(worker);
    errands.forEach((number, errand) -> run(worker, number, errand));
    return errands.size();
  }

  private void run(WorkerId worker, long number, Errand errand) {
    switch (errand) {
      case Errand.Stack(var job) -> store.answer(worker, number, stack(job));
      case Errand.Drain() -> {
        store.answer(worker, number, "it takes no more jobs and ends");
        Loop.background("drain", onDrain); // it joins the loop that runs us
      }
    }
  }

  private String stack(JobId job) {
    var live = registry.find(job);
    var text = live.map(LiveAttempt::stack).orElse("");
    if (text.isEmpty()) {
      return live.isEmpty()
          ? "job %s does not run here (any more)".formatted(job)
          : "job %s has no stack to be seen at this moment".formatted(job);
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
