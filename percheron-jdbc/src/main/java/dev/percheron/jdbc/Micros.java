package dev.percheron.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Times as they are in rows: microseconds since 1970. What is too far off to be told in them is the
 * farthest that can, which reads back as {@link Instant#MAX} or {@link Instant#MIN}.
 */
final class Micros {
  /** No time at all: SQL's null. */
  static final long NONE = Long.MIN_VALUE;

  private static final long FARTHEST = Long.MAX_VALUE;
  private static final long EARLIEST = Long.MIN_VALUE + 1;
  private static final long SECOND = 1_000_000;

  private Micros() {}

  static long of(Instant instant) {
    try {
      var whole = Math.multiplyExact(instant.getEpochSecond(), SECOND);
      return Math.addExact(whole, instant.getNano() / 1_000L);
    } catch (ArithmeticException e) {
      return instant.isAfter(Instant.EPOCH) ? FARTHEST : EARLIEST;
    }
  }

  static long of(Optional<Instant> instant) {
    return instant.isPresent() ? of(instant.orElseThrow()) : NONE;
  }

  static Instant instant(long micros) {
    if (micros == FARTHEST) {
      return Instant.MAX;
    }
    return micros <= EARLIEST
        ? Instant.MIN
        : Instant.ofEpochSecond(
            Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000L);
  }

  /** Rounded up, so that what waits never comes early. */
  static long of(Duration duration) {
    try {
      var whole = Math.multiplyExact(duration.getSeconds(), SECOND);
      return Math.addExact(whole, (duration.getNano() + 999L) / 1_000L);
    } catch (ArithmeticException e) {
      return duration.isNegative() ? EARLIEST : FARTHEST;
    }
  }

  static Duration duration(long micros) {
    return Duration.ofSeconds(micros / SECOND, micros % SECOND * 1_000L);
  }

  /** {@code time + delay}, at most the farthest. */
  static long after(long time, Duration delay) {
    long micros = of(delay);
    long sum = time + micros;
    return micros > 0 && sum < time ? FARTHEST : sum;
  }
}
