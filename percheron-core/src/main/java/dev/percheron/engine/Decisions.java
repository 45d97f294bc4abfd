package dev.percheron.engine;

import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Outcome.Cancelled;
import dev.percheron.api.Outcome.Crashed;
import dev.percheron.api.Outcome.Expired;
import dev.percheron.api.Outcome.Failed;
import dev.percheron.api.Outcome.Lost;
import dev.percheron.api.Outcome.NotStarted;
import dev.percheron.api.Outcome.Snoozed;
import dev.percheron.api.Outcome.Succeeded;
import dev.percheron.api.Outcome.TimedOut;
import dev.percheron.api.RetryPolicy;
import dev.percheron.api.Settlement;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.LostJob;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What follows from an outcome: the one place where retries are decided. Pure but for the jitter.
 */
final class Decisions {
  private final RandomGenerator random;
  private final int mostKills;

  Decisions(RandomGenerator random, int mostKills) {
    this.random = random;
    this.mostKills = mostKills;
  }

  Settlement decide(ClaimedJob job, Outcome outcome) {
    return switch (outcome) {
      case Succeeded(var result) -> new Settlement.Done(result);
      case Cancelled(var reason, var rung) -> new Settlement.Cancel(reason);
      case Expired() -> new Settlement.Expire();
      case Snoozed(var delay) -> new Settlement.Snooze(delay);
      case NotStarted(var reason) -> new Settlement.GiveBack();
      case Failed(var failure) -> retryOrFail(job, failure);
      case TimedOut(var failure, var rung) -> retryOrFail(job, failure);
      case Crashed(var failure) -> retryOrFail(job, failure);
      case Lost(var failure) -> retryOrFail(job, failure);
    };
  }

  /**
   * A worker's death says little of the job, so it is retried at once – until it looks like the
   * cause.
   */
  Settlement decide(LostJob lost) {
    if (!lost.started()) {
      return new Settlement.GiveBack();
    } else if (lost.kills() >= mostKills) {
      return new Settlement.Fail(poison(lost));
    } else if (lost.job().countedAttempt() >= retry(lost.job()).maxAttempts()) {
      return new Settlement.Fail(story(lost));
    }
    return new Settlement.Retry(Duration.ZERO, story(lost));
  }

  private Settlement retryOrFail(ClaimedJob job, Failure failure) {
    return retry(job)
        .delayAfter(job.countedAttempt(), failure, random)
        .<Settlement>map(delay -> new Settlement.Retry(delay, failure))
        .orElseGet(() -> new Settlement.Fail(failure));
  }

  private static RetryPolicy retry(ClaimedJob job) {
    return job.attempt().spec().options().retry();
  }

  private static Failure story(LostJob lost) {
    return Failure.of(
        "percheron.WorkerLost",
        "worker %s was lost while it ran attempt %d (its lease ended at %s)"
            .formatted(lost.worker(), lost.job().attempt().number(), lost.leaseUntil()));
  }

  private static Failure poison(LostJob lost) {
    return Failure.of(
        "percheron.Poison",
        "%d workers were lost while they ran this job, the last one was worker %s (its lease ended at %s); it is parked so that it"
                .formatted(lost.kills(), lost.worker(), lost.leaseUntil())
            + " takes no more along. Retry it by hand once its cause is known, best on an executor"
            + " that survives a crash");
  }
}
