package dev.percheron.spi;

import java.time.Duration;

/**
 * How an executor is closed: running attempts get {@code grace} to end by themselves, then they are
 * cancelled or left.
 *
 * @param grace how long to wait; zero or more
 * @param then what becomes of those that still run
 */
public record Shutdown(Duration grace, Leftover then) {
  /** Wait for as long as it takes. */
  public static final Shutdown PATIENT = new Shutdown(Duration.ofDays(366), Leftover.CANCEL);

  /** Cancel everything at once. */
  public static final Shutdown NOW = new Shutdown(Duration.ZERO, Leftover.CANCEL);

  /** What becomes of attempts that still run after the grace. */
  public enum Leftover {
    /** They are cancelled, with the whole ladder. */
    CANCEL,
    /** They are left alone and reported as abandoned. */
    LEAVE
  }

  /**
   * @throws IllegalArgumentException when the grace is negative
   */
  public Shutdown {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a grace is not negative, was " + grace);
    }
  }
}
