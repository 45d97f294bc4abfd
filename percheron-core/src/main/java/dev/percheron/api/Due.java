package dev.percheron.api;

import java.time.Duration;
import java.time.Instant;

/** When a job may first run. Relative times are counted by the store's clock. */
public sealed interface Due {
  /** As soon as a slot is free. */
  Due NOW = new Now();

  /** As soon as a slot is free. */
  record Now() implements Due {}

  /**
   * After a delay from the moment the push is stored.
   *
   * @param delay 0 to 3,660 days
   */
  record After(Duration delay) implements Due {
    /**
     * @throws IllegalArgumentException when the delay is out of its range
     */
    public After {
      if (delay.isNegative() || delay.compareTo(Duration.ofDays(3660)) > 0) {
        throw new IllegalArgumentException("a delay is 0 to 3660 days, was " + delay);
      }
    }
  }

  /**
   * At an instant; one in the past means now.
   *
   * @param instant when
   */
  record At(Instant instant) implements Due {}
}
