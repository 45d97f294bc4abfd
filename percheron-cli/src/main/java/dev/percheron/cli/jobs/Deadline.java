package dev.percheron.cli.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Until when somebody waits. */
final class Deadline {
  /** As good as for ever. */
  static final Duration LONG = Duration.ofDays(3660);

  private final InstantSource time;
  private final Instant end;

  Deadline(InstantSource time, Optional<Duration> timeout) {
    this.time = time;
    this.end = time.instant().plus(timeout.filter(asked -> asked.compareTo(LONG) < 0).orElse(LONG));
  }

  Duration left() {
    var left = Duration.between(time.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
