package dev.percheron.memory;

import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.spi.WorkerStart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Who is alive. Guarded by the store's lock. */
final class Leases {
  private final TreeMap<Long, Lease> byNumber = new TreeMap<>();
  private long last;

  WorkerId register(WorkerStart start, Duration time, Instant now) {
    var lease = new Lease(new WorkerId(++last), start, now, Later.than(now, time));
    byNumber.put(last, lease);
    return lease.worker;
  }

  boolean renew(WorkerId worker, Duration time, List<QueueReport> reports, Instant now) {
    var lease = valid(worker, now);
    lease.ifPresent(held -> {
      held.until = Later.than(now, time);
      held.reports = List.copyOf(reports);
    });
    return lease.isPresent();
  }

  /** Ends a lease; says whether there was one to end. */
  boolean retire(WorkerId worker, Instant now) {
    var lease = valid(worker, now);
    lease.ifPresent(held -> held.until = now);
    return lease.isPresent();
  }

  Optional<Lease> find(WorkerId worker) {
    return Optional.ofNullable(byNumber.get(worker.value()));
  }

  Optional<Lease> valid(WorkerId worker, Instant now) {
    return find(worker).filter(lease -> lease.isValid(now));
  }

  Collection<Lease> all() {
    return byNumber.values();
  }

  List<WorkerStatus> shown() {
    var shown = new ArrayList<WorkerStatus>();
    byNumber.descendingMap().values().forEach(lease -> shown.add(lease.shown()));
    return shown;
  }

  /** Forgets workers that are gone for longer than {@code keep} and have nothing left to rescue. */
  int prune(Duration keep, int most, Instant now) {
    int gone = 0;
    for (var all = byNumber.values().iterator(); all.hasNext() && gone < most; ) {
      var lease = all.next();
      if (lease.claims.isEmpty() && !Later.than(lease.until, keep).isAfter(now)) {
        all.remove();
        gone++;
      }
    }
    return gone;
  }
}
