package dev.percheron.engine;

import dev.percheron.api.WorkerId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Who this worker is at present, and until when it may act as that. */
final class Lease {
  /**
   * A lease as we know it.
   *
   * @param worker who we are
   * @param until when it ends, counted from before we asked, so never later than the store thinks
   */
  record Held(WorkerId worker, Instant until) {}

  private final AtomicReference<Optional<Held>> held = new AtomicReference<>(Optional.empty());

  /** Who we are; empty while we hold no lease and must not claim. */
  Optional<Held> held() {
    return held.get();
  }

  boolean isHeldBy(WorkerId worker) {
    return held.get().filter(lease -> lease.worker().equals(worker)).isPresent();
  }

  void take(Held lease) {
    held.set(Optional.of(lease));
  }

  /** Gives the lease up. Of several who find out at once, one gets it. */
  Optional<Held> drop() {
    return held.getAndSet(Optional.empty());
  }
}
