package dev.percheron.api;

import java.time.Duration;

/** What is written because of an outcome. */
public sealed interface Settlement {
  /**
   * The job succeeded.
   *
   * @param result its result as JSON; kept as long as the job asked for
   */
  record Done(String result) implements Settlement {}

  /**
   * The job runs again.
   *
   * @param delay how much later, by the store's clock; zero means at once
   * @param failure why
   */
  record Retry(Duration delay, Failure failure) implements Settlement {}

  /**
   * The job failed for good.
   *
   * @param failure the last failure
   */
  record Fail(Failure failure) implements Settlement {}

  /**
   * The job is cancelled.
   *
   * @param reason who or what wanted it
   */
  record Cancel(String reason) implements Settlement {}

  /** The job's start deadline passed. */
  record Expire() implements Settlement {}

  /**
   * The job is called again later without using up an attempt.
   *
   * @param delay how much later, by the store's clock
   */
  record Snooze(Duration delay) implements Settlement {}

  /** The job never started: back to its place in the queue, no attempt counted. */
  record GiveBack() implements Settlement {}

  /** The state that a job has after this settlement. */
  default JobState next() {
    return switch (this) {
      case Done d -> JobState.SUCCEEDED;
      case Retry r -> r.delay().isZero() ? JobState.READY : JobState.SCHEDULED;
      case Fail f -> JobState.FAILED;
      case Cancel c -> JobState.CANCELLED;
      case Expire e -> JobState.EXPIRED;
      case Snooze s -> JobState.SCHEDULED;
      case GiveBack g -> JobState.READY;
    };
  }
}
