package dev.percheron.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One search for a time: through triggers within triggers, with one bound on its steps for all of
 * them. For one thread.
 */
final class Walk {
  /** The first moment that can be due. */
  static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  /** The last moment that can be due. */
  static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** How many times of simple triggers may be looked at for one answer. */
  static final int MOST_STEPS = 20_000;

  private int steps;

  Optional<Fire> after(Trigger trigger, Instant after) {
    var from = after.isBefore(FIRST) ? FIRST.minusNanos(1) : after;
    return from.isBefore(LAST)
        ? within(
            switch (trigger) {
              case AtTrigger at -> simple(at.after(step(from)));
              case EveryTrigger every -> simple(every.after(step(from)));
              case CronTrigger cron -> simple(cron.after(step(from)));
              case CalendarTrigger calendar -> simple(calendar.after(step(from)));
              case AndTrigger and -> and.after(from, this);
              case OrTrigger or -> or.after(from, this);
              case JitterTrigger jitter -> jitter.after(from, this);
            })
        : Optional.empty();
  }

  Optional<Fire> before(Trigger trigger, Instant before) {
    var to = before.isAfter(LAST) ? LAST.plusNanos(1) : before;
    return to.isAfter(FIRST)
        ? within(
            switch (trigger) {
              case AtTrigger at -> simple(at.before(step(to)));
              case EveryTrigger every -> simple(every.before(step(to)));
              case CronTrigger cron -> simple(cron.before(step(to)));
              case CalendarTrigger calendar -> simple(calendar.before(step(to)));
              case AndTrigger and -> and.before(to, this);
              case OrTrigger or -> or.before(to, this);
              case JitterTrigger jitter -> jitter.before(to, this);
            })
        : Optional.empty();
  }

  /** The instant to search from, counted: what a search costs is how many of these it makes. */
  private Instant step(Instant instant) {
    if (++steps > MOST_STEPS) {
      throw new SearchExhausted(MOST_STEPS, instant);
    }
    return instant;
  }

  private static Optional<Fire> simple(Optional<Instant> found) {
    return found.map(Fire::on);
  }

  private static Optional<Fire> within(Optional<Fire> fire) {
    return fire.filter(f -> !f.at().isBefore(FIRST) && !f.at().isAfter(LAST));
  }

  /** {@code instant} and a nanosecond. */
  static Instant justAfter(Instant instant) {
    return instant.plus(Duration.ofNanos(1));
  }
}
