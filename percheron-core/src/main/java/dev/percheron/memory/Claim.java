package dev.percheron.memory;

import dev.percheron.api.Attempt;
import dev.percheron.api.ClaimId;
import dev.percheron.spi.ClaimedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch of jobs in the hands of one worker. A job that is settled leaves its place empty, so that
 * a claim with one long job keeps nothing else alive. Guarded by the store's lock.
 */
final class Claim {
  /** The claim of a job that nobody has claimed. */
  static final Claim NONE = new Claim(new ClaimId(0), Lease.NONE, List.of());

  final ClaimId id;
  final Lease lease;
  private final @Nullable StoredJob[] places;
  private int open;

  Claim(ClaimId id, Lease lease, List<StoredJob> jobs) {
    this.id = id;
    this.lease = lease;
    this.places = jobs.toArray(new StoredJob[0]);
    this.open = places.length;
  }

  /** Whether all of its jobs are settled. */
  boolean isDone() {
    return open == 0;
  }

  int open() {
    return open;
  }

  /** The job that a worker means, if it is still part of this claim. */
  Optional<StoredJob> find(ClaimedJob claimed) {
    int place = claimed.place();
    if (place < 0 || place >= places.length) {
      return Optional.empty();
    }
    var job = places[place];
    return job != null && job.id.equals(claimed.attempt().job())
        ? Optional.of(job)
        : Optional.empty();
  }

  /** Ticks off the job at {@code place}. */
  void settled(int place) {
    places[place] = null;
    open--;
  }

  /** What the worker gets to see. */
  ClaimedJob shown(StoredJob job, int place) {
    var attempt = new Attempt(job.id, job.used + 1, id, job.spec, job.createdAt);
    return new ClaimedJob(attempt, place, job.forgiven);
  }

  /** The jobs that are not settled, as the worker got them. */
  List<ClaimedJob> unsettled() {
    var left = new ArrayList<ClaimedJob>(open);
    for (int place = 0; place < places.length; place++) {
      var job = places[place];
      if (job != null) {
        left.add(shown(job, place));
      }
    }
    return left;
  }
}
