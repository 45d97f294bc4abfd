package dev.percheron.checks.crash;

import static dev.percheron.api.Jobs.job;

import dev.percheron.api.JobRequest;
import dev.percheron.api.JobState;
import dev.percheron.api.RetryPolicy;
import java.time.Duration;

/** What the jobs of a crash run are like. */
public enum Kind {
  /** Short, and succeeds. */
  PLAIN(0, 50, Duration.ofMillis(2), JobState.SUCCEEDED),
  /** Fails twice, then succeeds. */
  FLAKY(2, 50, Duration.ofMillis(2), JobState.SUCCEEDED),
  /** Always fails. */
  HOPELESS(Integer.MAX_VALUE, 3, Duration.ofMillis(2), JobState.FAILED),
  /** Long enough to be running when its process is struck. */
  SLOW(0, 50, Duration.ofMillis(300), JobState.SUCCEEDED),
  /** Runs a little later. */
  DELAYED(0, 50, Duration.ofMillis(2), JobState.SUCCEEDED),
  /** Has a unique key. */
  UNIQUE(0, 50, Duration.ofMillis(40), JobState.SUCCEEDED);

  /** How a handler came to its end. */
  public enum End {
    /** It returned. */
    RETURNED,
    /** It threw what it was meant to throw. */
    THREW,
    /** It was stopped. */
    STOPPED
  }

  /** The handler that all of them call. */
  static final String HANDLER = "crash.run";

  private static final Duration RETRY_AFTER = Duration.ofMillis(50);
  private static final Duration DELAY = Duration.ofMillis(400);

  private final int failures;
  private final int maxAttempts;
  private final Duration work;
  private final JobState end;

  Kind(int failures, int maxAttempts, Duration work, JobState end) {
    this.failures = failures;
    this.maxAttempts = maxAttempts;
    this.work = work;
    this.end = end;
  }

  /** How a job of this kind must end. */
  JobState end() {
    return end;
  }

  /** How many attempts its policy allows. */
  int maxAttempts() {
    return maxAttempts;
  }

  /** How long an attempt takes. */
  Duration work() {
    return work;
  }

  /** Whether the attempt with this number throws. */
  boolean fails(int attempt) {
    return attempt <= failures;
  }

  /** The queue of its jobs. */
  String queue() {
    return this == SLOW ? "slow" : "quick";
  }

  /** How many jobs of its queue may run at the same time in one worker. */
  int concurrency() {
    return this == SLOW ? 8 : 32;
  }

  /**
   * A job of this kind.
   *
   * @param key its unique key; {@code -} for none
   */
  JobRequest<?> request(long number, String key) {
    var request =
        job(HANDLER, number, name())
            .on(queue())
            .retry(RetryPolicy.fixed(maxAttempts, RETRY_AFTER))
            .priority((int) (number % 3));
    var due = this == DELAYED ? request.in(DELAY) : request;
    return key.equals(History.NO_KEY) ? due : due.unique(key);
  }
}
