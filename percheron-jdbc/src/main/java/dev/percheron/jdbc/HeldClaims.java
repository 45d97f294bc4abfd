package dev.percheron.jdbc;

import dev.percheron.api.WorkerId;
import dev.percheron.spi.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Jobs that were to be completed in transactions of the user's. */
    final Set<Long> completing = ConcurrentHashMap.newKeySet();

    /**
     * Ends of such jobs whose transactions are still open; owned by who holds {@link #settling}.
     */
    final List<Settled> undecided = new ArrayList<>();

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

    /** One of its jobs has a claim of its own now. */
    void remember(long claim, long apart) {
      find(claim).map(held -> held.without(apart)).ifPresent(this::keep);
    }

    private void keep(HeldClaim claim) {
      if (claim.isThrough()) {
        remove(claim.id);
      } else {
        put(claim);
      }
    }

    void remove(long claim) {
      claims.remove(claim);
    }
  }

  OfWorker of(WorkerId worker) {
    return byWorker.computeIfAbsent(worker.value(), any -> new OfWorker());
  }

  /** Who has a claim here. */
  Optional<OfWorker> holder(long claim) {
    return byWorker.values().stream().filter(one -> one.knows(claim)).findFirst();
  }

  /** The worker is gone. */
  void forget(WorkerId worker) {
    byWorker.remove(worker.value());
  }
}
