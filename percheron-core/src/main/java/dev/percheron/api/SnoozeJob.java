package dev.percheron.api;

import java.io.Serial;
import java.time.Duration;

/** Thrown by a handler to be called again later without using up an attempt. */
public final class SnoozeJob extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Duration delay;

  /**
   * @param delay how much later; 0 to 366 days
   * @throws IllegalArgumentException when the delay is out of its range
   */
  public SnoozeJob(Duration delay) {
    super("snoozed for " + delay, null, false, false);
    if (delay.isNegative() || delay.compareTo(RetryPolicy.LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException("a snooze is 0 to 366 days, was " + delay);
    }
    this.delay = delay;
  }

  /** How much later. */
  public Duration delay() {
    return delay;
  }
}
