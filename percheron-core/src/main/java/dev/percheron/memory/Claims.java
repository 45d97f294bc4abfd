package dev.percheron.memory;

import dev.percheron.api.ClaimId;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who has what. Guarded by the store's lock. */
final class Claims {
  private final Map<Long, Claim> byNumber = new HashMap<>();
  private final Places places;
  private long last;

  Claims(Places places) {
    this.places = places;
  }

  /** Takes what is ready; the first of them start at once. */
  List<ClaimedJob> take(Lease lease, Line line, ClaimRequest request, Instant now) {
    var jobs = line.take((long) request.slots() + request.ahead());
    if (jobs.isEmpty()) {
      return List.of();
    }
    var claim = new Claim(new ClaimId(++last), lease, jobs);
    byNumber.put(last, claim);
    lease.claims.put(last, claim);
    return take(claim, jobs, request.slots(), now);
  }

  private List<ClaimedJob> take(Claim claim, List<StoredJob> jobs, int slots, Instant now) {
    var started = Optional.of(now);
    var taken = new ArrayList<ClaimedJob>(jobs.size());
    for (int place = 0; place < jobs.size(); place++) {
      var job = jobs.get(place);
      places.run(job, claim);
      if (place < slots) {
        job.isStarted = true;
        job.startedAt = started;
      }
      taken.add(claim.shown(job, place));
    }
    return taken;
  }

  /** The job that a worker means, if it still has it under that claim. */
  Optional<StoredJob> find(WorkerId worker, ClaimedJob claimed) {
    var claim = byNumber.get(claimed.attempt().claim().value());
    return claim != null && claim.lease.worker.equals(worker)
        ? claim.find(claimed)
        : Optional.empty();
  }

  /** A job leaves its claim; a claim without jobs is forgotten. */
  void tick(StoredJob job, int place) {
    var claim = job.claim;
    claim.settled(place);
    if (claim.isDone()) {
      byNumber.remove(claim.id.value());
      claim.lease.claims.remove(claim.id.value());
    }
  }

  Collection<Claim> all() {
    return byNumber.values();
  }
}
