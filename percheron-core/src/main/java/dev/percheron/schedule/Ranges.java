package dev.percheron.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Checks that triggers share. */
final class Ranges {
  /** The longest interval, jitter and threshold: a hundred years and some days. */
  static final Duration LONGEST = Duration.ofDays(36_600);

  private Ranges() {}

  static void checkInstant(String what, Instant instant) {
    if (instant.isBefore(Walk.FIRST) || instant.isAfter(Walk.LAST)) {
      throw new IllegalArgumentException(
          "%s is in the years 1 to 9999, was %s".formatted(what, instant));
    }
  }

  static void checkWindow(Window window) {
    if (window.hasStart()) {
      checkInstant("a trigger's start", window.start());
    }
    if (window.hasEnd()) {
      checkInstant("a trigger's end", window.end());
    }
  }

  static void checkLength(String what, Duration length, Duration least) {
    if (length.compareTo(least) < 0 || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s is %s to %d days, was %s".formatted(what, shown(least), LONGEST.toDays(), length));
    }
  }

  /** Refuses a window that has both ends and no time in between. */
  static void checkNotEmpty(String what, WallClock clock, Window window) {
    if (window.hasStart()
        && window.hasEnd()
        && clock.nextAfter(window.start().minusNanos(1), window).isEmpty()) {
      throw new IllegalArgumentException(
          "%s is never due: it has no time from its start %s to its end %s"
              .formatted(what, window.start(), window.end()));
    }
  }

  /** Refuses too many triggers within each other: what they cost is to be bounded. */
  static void checkSize(List<Trigger> within) {
    int size = 1 + within.stream().mapToInt(Ranges::size).sum();
    if (within.isEmpty() || size > Trigger.MOST_TRIGGERS) {
      throw new IllegalArgumentException(
          "a trigger made of others has at least one in it and at most %d in all, this one has %d"
              .formatted(Trigger.MOST_TRIGGERS - 1, size - 1));
    }
  }

  private static int size(Trigger trigger) {
    return switch (trigger) {
      case AtTrigger at -> 1;
      case EveryTrigger every -> 1;
      case CronTrigger cron -> 1;
      case CalendarTrigger calendar -> 1;
      case AndTrigger and -> 1 + and.triggers().stream().mapToInt(Ranges::size).sum();
      case OrTrigger or -> 1 + or.triggers().stream().mapToInt(Ranges::size).sum();
      case JitterTrigger jitter -> 1 + size(jitter.trigger());
    };
  }

  private static String shown(Duration least) {
    return least.isZero() ? "0" : least.toMillis() + " ms";
  }
}
