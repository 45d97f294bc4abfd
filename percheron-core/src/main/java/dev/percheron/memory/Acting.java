package dev.percheron.memory;

import dev.percheron.api.CancelAnswer;
import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.JobState;
import java.time.Instant;
import java.util.Optional;

/** What people do to single jobs. Guarded by the store's lock. */
final class Acting {
  private final Places places;
  private final Verdicts verdicts;
  private final Signals signals;

  Acting(Places places, Verdicts verdicts, Signals signals) {
    this.places = places;
    this.verdicts = verdicts;
    this.signals = signals;
  }

  CancelAnswer cancel(StoredJob job, String reason, Instant now) {
    return switch (job.state) {
      case SCHEDULED, READY -> {
        verdicts.cancel(job, reason, now);
        yield CancelAnswer.CANCELLED;
      }
      case RUNNING -> {
        wish(job, reason);
        yield CancelAnswer.REQUESTED;
      }
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> CancelAnswer.ENDED;
    };
  }

  /** The first who wants it cancelled is the one who is named. */
  private void wish(StoredJob job, String reason) {
    if (job.cancelWish.isEmpty()) {
      job.cancelWish = Optional.of(reason);
      job.claim.lease.wishes.put(job.id, reason);
    }
    signals.change();
  }

  ChangeAnswer retry(StoredJob job, Instant now) {
    boolean isRetryable = job.state.isEnd() && job.state != JobState.SUCCEEDED;
    if (!isRetryable || !places.isKeyFree(job)) {
      return ChangeAnswer.REFUSED;
    }
    job.forgiven = job.used;
    job.kills = 0;
    job.failure = job.attemptFailure(); // no longer that it was cancelled
    places.revive(job, now);
    return ChangeAnswer.DONE;
  }

  ChangeAnswer delete(StoredJob job) {
    if (job.state == JobState.RUNNING) {
      return ChangeAnswer.REFUSED;
    }
    places.delete(job);
    return ChangeAnswer.DONE;
  }
}
