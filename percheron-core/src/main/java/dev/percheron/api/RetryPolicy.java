package dev.percheron.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether and when a failed attempt is followed by another. Stored with the job, so whoever runs it
 * keeps to what was asked when it was pushed.
 *
 * <p>The delay after attempt <i>n</i> is {@code firstDelay × multiplier^(n-1)}, at most {@code
 * maxDelay}, then spread evenly over {@code ± jitter} of itself so that jobs that failed together
 * do not come back together. Rules are asked in order and the first that matches decides; without a
 * match a failure is retried.
 *
 * @param maxAttempts attempts in all, the first included; 1 to {@value #MOST_ATTEMPTS}
 * @param firstDelay the delay after the first attempt; 0 to {@link #LONGEST_DELAY}
 * @param multiplier the factor from one delay to the next; 1 to 100
 * @param maxDelay the longest delay; at least {@code firstDelay}, at most {@link #LONGEST_DELAY}
 * @param jitter the spread as a fraction of the delay; 0 (none) to 1
 * @param rules per-exception rules
 */
public record RetryPolicy(
    int maxAttempts,
    Duration firstDelay,
    double multiplier,
    Duration maxDelay,
    double jitter,
    List<Rule> rules) {
  /** The most attempts that can be asked for. */
  public static final int MOST_ATTEMPTS = 10_000;

  /** The longest delay that can be asked for: 366 days. */
  public static final Duration LONGEST_DELAY = Duration.ofDays(366);

  /** Five attempts, 1 s doubling up to an hour, spread by a fifth: what a job has by default. */
  public static final RetryPolicy DEFAULT = exponential(5, Duration.ofSeconds(1));

  /**
   * What to do with a failure of one class.
   *
   * @param type the class name; a failure of a subclass matches as well
   * @param verdict what then
   */
  public record Rule(String type, Verdict verdict) {}

  /** What a rule says. */
  public enum Verdict {
    /** Another attempt, as long as any are left. */
    RETRY,
    /** No other attempt: the job fails at once. */
    GIVE_UP
  }

  /**
   * @throws IllegalArgumentException when a value is out of its range; the message names it
   */
  public RetryPolicy {
    check(maxAttempts >= 1 && maxAttempts <= MOST_ATTEMPTS, "maxAttempts", maxAttempts);
    check(inRange(firstDelay), "firstDelay", firstDelay);
    check(multiplier >= 1 && multiplier <= 100, "multiplier", multiplier);
    check(inRange(maxDelay) && maxDelay.compareTo(firstDelay) >= 0, "maxDelay", maxDelay);
    check(jitter >= 0 && jitter <= 1, "jitter", jitter);
    rules = List.copyOf(rules);
  }

  /** {@code maxAttempts} attempts with delays that double from {@code firstDelay} up to an hour. */
  public static RetryPolicy exponential(int maxAttempts, Duration firstDelay) {
    var most = firstDelay.compareTo(Duration.ofHours(1)) > 0 ? firstDelay : Duration.ofHours(1);
    return new RetryPolicy(maxAttempts, firstDelay, 2, most, 0.2, List.of());
  }

  /** {@code maxAttempts} attempts, always {@code delay} apart. */
  public static RetryPolicy fixed(int maxAttempts, Duration delay) {
    return new RetryPolicy(maxAttempts, delay, 1, delay, 0, List.of());
  }

  /** One attempt, whatever happens. */
  public static RetryPolicy none() {
    return fixed(1, Duration.ZERO);
  }

  /** The same policy with delays of at most {@code most}. */
  public RetryPolicy atMost(Duration most) {
    return new RetryPolicy(maxAttempts, firstDelay, multiplier, most, jitter, rules);
  }

  /** The same policy with its delays spread by {@code fraction}. */
  public RetryPolicy jitter(double fraction) {
    return new RetryPolicy(maxAttempts, firstDelay, multiplier, maxDelay, fraction, rules);
  }

  /** The same policy with a last rule: retry failures of {@code type}. */
  public RetryPolicy retryOn(Class<? extends Throwable> type) {
    return withRule(new Rule(type.getName(), Verdict.RETRY));
  }

  /** The same policy with a last rule: give up at once on failures of {@code type}. */
  public RetryPolicy giveUpOn(Class<? extends Throwable> type) {
    return withRule(new Rule(type.getName(), Verdict.GIVE_UP));
  }

  private RetryPolicy withRule(Rule rule) {
    var more = new ArrayList<>(rules);
    more.add(rule);
    return new RetryPolicy(maxAttempts, firstDelay, multiplier, maxDelay, jitter, more);
  }

  /**
   * How long to wait for the next attempt, or empty when there is none.
   *
   * @param attempt the number of the attempt that failed, from 1, counted since the job was last
   *     retried by a person
   * @param failure how it failed
   * @param random where the jitter comes from
   */
  public Optional<Duration> delayAfter(int attempt, Failure failure, RandomGenerator random) {
    if (attempt >= maxAttempts || verdictOn(failure) == Verdict.GIVE_UP) {
      return Optional.empty();
    }
    return Optional.of(spread(plainDelay(attempt), random));
  }

  private Verdict verdictOn(Failure failure) {
    for (var rule : rules) {
      if (failure.isA(rule.type())) {
        return rule.verdict();
      }
    }
    return failure.isA(GiveUp.class.getName()) ? Verdict.GIVE_UP : Verdict.RETRY;
  }

  private Duration plainDelay(int attempt) {
    double millis = (double) firstDelay.toMillis() * Math.pow(multiplier, attempt - 1.0);
    return Duration.ofMillis((long) Math.min(millis, (double) maxDelay.toMillis()));
  }

  private Duration spread(Duration delay, RandomGenerator random) {
    if (jitter == 0 || delay.isZero()) {
      return delay;
    }
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    return Duration.ofMillis(Math.round((double) delay.toMillis() * factor));
  }

  private static boolean inRange(Duration delay) {
    return !delay.isNegative() && delay.compareTo(LONGEST_DELAY) <= 0;
  }

  private static void check(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("retry policy: " + name + " is out of range: " + value);
    }
  }
}
