package dev.percheron.memory;

import dev.percheron.api.Failure;
import dev.percheron.api.JobState;
import dev.percheron.api.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Carries out what was decided about a claimed job. Guarded by the store's lock. */
final class Verdicts {
  private static final String CANCELLED = "percheron.Cancelled";

  private final Claims claims;
  private final Places places;

  Verdicts(Claims claims, Places places) {
    this.claims = claims;
    this.places = places;
  }

  /** What is written instead when somebody wants the job cancelled and it would go on. */
  static Settlement honour(Optional<String> wish, Settlement settlement) {
    return switch (settlement) {
      case Settlement.Retry r -> wish.<Settlement>map(Settlement.Cancel::new).orElse(r);
      case Settlement.Snooze s -> wish.<Settlement>map(Settlement.Cancel::new).orElse(s);
      case Settlement.GiveBack g -> wish.<Settlement>map(Settlement.Cancel::new).orElse(g);
      case Settlement.Done d -> d;
      case Settlement.Fail f -> f;
      case Settlement.Cancel c -> c;
      case Settlement.Expire e -> e;
    };
  }

  /** Whether nothing will be left of the job, so that nothing more need be known of it. */
  static boolean vanishes(StoredJob job, Settlement settlement) {
    return settlement instanceof Settlement.Done && job.line.queue.keepSucceeded().isZero();
  }

  /** Ticks the job off its claim and puts it where it belongs now. */
  void write(StoredJob job, int place, Settlement settlement, Instant now) {
    claims.tick(job, place);
    switch (settlement) {
      case Settlement.Done done when vanishes(job, done) -> places.delete(job);
      case Settlement.Done(var result) -> succeed(job, result, now);
      case Settlement.Retry(var delay, var failure) -> retry(job, delay, now);
      case Settlement.Fail(var failure) -> fail(job, failure, now);
      case Settlement.Cancel(var reason) -> cancel(job, reason, now);
      case Settlement.Expire() -> places.end(job, JobState.EXPIRED, now);
      case Settlement.Snooze(var delay) -> places.schedule(job, Later.than(now, delay));
      case Settlement.GiveBack() -> places.ready(job, job.due);
    }
  }

  /** Ends a job that waits or runs; the reason stands where its failure would. */
  void cancel(StoredJob job, String reason, Instant now) {
    job.failure = Optional.of(Failure.of(CANCELLED, reason));
    places.end(job, JobState.CANCELLED, now);
  }

  private void succeed(StoredJob job, String result, Instant now) {
    places.end(job, JobState.SUCCEEDED, now);
    places.ended.keepResult(job, result);
  }

  private void retry(StoredJob job, Duration delay, Instant now) {
    if (delay.isZero()) {
      places.ready(job, now);
    } else {
      places.schedule(job, Later.than(now, delay));
    }
  }

  private void fail(StoredJob job, Failure failure, Instant now) {
    job.failure = Optional.of(failure);
    places.end(job, JobState.FAILED, now);
  }
}
