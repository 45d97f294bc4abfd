package dev.percheron.memory;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Adds to an instant without running over the end of time. */
final class Later {
  private Later() {}

  static Instant than(Instant start, Duration by) {
    try {
      return start.plus(by);
    } catch (DateTimeException | ArithmeticException e) {
      return Instant.MAX; // nobody lives to see the difference
    }
  }
}
