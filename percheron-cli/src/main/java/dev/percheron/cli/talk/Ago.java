package dev.percheron.cli.talk;

import dev.percheron.api.Durations;
import java.time.Duration;
import java.time.Instant;

/** Moments as people see them from now. */
public final class Ago {
  private Ago() {}

  /** Such as {@code 5m 3s ago} or {@code in 2h 0m}; {@code never} for the end of time. */
  public static String of(Instant at, Instant now) {
    if (at.equals(Instant.MAX)) {
      return "never";
    }
    var passed = Duration.between(at, now);
    return passed.isNegative()
        ? "in " + Durations.shown(passed.negated())
        : Durations.shown(passed) + " ago";
  }
}
