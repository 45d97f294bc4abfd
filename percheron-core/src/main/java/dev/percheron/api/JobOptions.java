package dev.percheron.api;

import java.time.Duration;

/**
 * What a job asks of whoever runs it. Many jobs share the same options, so they are one value.
 *
 * @param retry whether and when a failed attempt is followed by another
 * @param limits what one attempt may use
 * @param keepResult how long the result is kept after success; zero keeps none; at most 366 days
 */
public record JobOptions(RetryPolicy retry, Limits limits, Duration keepResult) {
  /** The default policy, no limits, results kept for a day. */
  public static final JobOptions DEFAULT =
      new JobOptions(RetryPolicy.DEFAULT, Limits.NONE, Duration.ofDays(1));

  /**
   * @throws IllegalArgumentException when {@code keepResult} is out of its range
   */
  public JobOptions {
    if (keepResult.isNegative() || keepResult.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException(
          "a result is kept for 0 to 366 days, was asked for " + keepResult);
    }
  }

  /** The same options with another retry policy. */
  public JobOptions retry(RetryPolicy policy) {
    return new JobOptions(policy, limits, keepResult);
  }

  /** The same options with other limits. */
  public JobOptions limits(Limits other) {
    return new JobOptions(retry, other, keepResult);
  }

  /** The same options with the result kept for {@code time}. */
  public JobOptions keepResult(Duration time) {
    return new JobOptions(retry, limits, time);
  }
}
