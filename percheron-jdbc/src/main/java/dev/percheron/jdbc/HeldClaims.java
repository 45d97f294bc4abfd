package dev.percheron.jdbc;

import dev.percheron.api.WorkerId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** What the workers of this process have claimed and not settled, as far as it is remembered. */
final class HeldClaims {
  private final Map<Long, OfWorker> byWorker = new ConcurrentHashMap<>();

  /** The claims of one worker. Safe for use by many threads. */
  static final class OfWorker {
    /** Held while this worker's claims are settled: one settling must see what the last one did. */
    final ReentrantLock settling = new ReentrantLock();

    private final Map<Long, HeldClaim> claims = new ConcurrentHashMap<>();

    /** Whether an answer was lost, so that there may be claims that nobody here knows of. */
    volatile boolean hasLost;

    Optional<HeldClaim> find(long claim) {
      return Optional.ofNullable(claims.get(claim));
    }

    boolean knows(long claim) {
      return claims.containsKey(claim);
    }

    void put(HeldClaim claim) {
      claims.put(claim.id, claim);
    }

    void remove(long claim) {
      claims.remove(claim);
    }
  }

  OfWorker of(WorkerId worker) {
    return byWorker.computeIfAbsent(worker.value(), any -> new OfWorker());
  }

  /** The worker is gone. */
  void forget(WorkerId worker) {
    byWorker.remove(worker.value());
  }
}
