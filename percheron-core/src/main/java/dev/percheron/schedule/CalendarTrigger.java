package dev.percheron.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Due on every so-many-th date at a time of day. A date that does not exist is skipped: every month
 * from 31 January on is 31 January, 31 March, 31 May …
 *
 * @param step years, months and days; none negative, not all zero, at most 100 years, 1,200 months
 *     and 36,600 days; weeks are {@link Period#ofWeeks}
 * @param first the first date, from which all are counted, and the time of day, in whole seconds
 * @param zone whose clock; see {@link Zones#of}
 * @param daylightSaving what becomes of the time of day when clocks are changed
 * @param end nothing is due after; {@link Instant#MAX} when it never ends
 */
public record CalendarTrigger(
    Period step, LocalDateTime first, ZoneId zone, DaylightSaving daylightSaving, Instant end)
    implements Trigger {
  private static final int MOST_YEARS = 100;

  /**
   * @throws IllegalArgumentException when a value is out of its range or the end is before the
   *     first time
   */
  public CalendarTrigger {
    checkStep(step);
    Ranges.checkInstant("a calendar's first time", first.atZone(zone).toInstant());
    if (!first.equals(first.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("a calendar's time is in whole seconds, was " + first);
    }
    var window = new Window(Instant.MIN, end);
    Ranges.checkWindow(window);
    if (clock(step, first, zone, daylightSaving)
        .nextAfter(Walk.FIRST.minusSeconds(1), window)
        .isEmpty()) {
      throw new IllegalArgumentException(
          "a calendar ends after it starts: first %s in %s, end %s".formatted(first, zone, end));
    }
  }

  /** The same with another policy. */
  public CalendarTrigger daylightSaving(DaylightSaving policy) {
    return new CalendarTrigger(step, first, zone, policy, end);
  }

  /** The same, with nothing due after {@code instant}. */
  public CalendarTrigger until(Instant instant) {
    return new CalendarTrigger(step, first, zone, daylightSaving, instant);
  }

  @Override
  public CalendarTrigger seeded(String seed) {
    return this;
  }

  @Override
  public String explain() {
    return "every %s at %s from %s on (%s)%s"
        .formatted(
            Words.every(step),
            first.toLocalTime(),
            first.toLocalDate(),
            zone,
            new Window(Instant.MIN, end).explain());
  }

  Optional<Instant> after(Instant after) {
    return clock(step, first, zone, daylightSaving).nextAfter(after, new Window(Instant.MIN, end));
  }

  Optional<Instant> before(Instant before) {
    return clock(step, first, zone, daylightSaving)
        .previousBefore(before, new Window(Instant.MIN, end));
  }

  private static WallClock clock(
      Period step, LocalDateTime first, ZoneId zone, DaylightSaving policy) {
    return WallClock.fixed(zone.getRules(), new CalendarRule(step, first), policy);
  }

  private static void checkStep(Period step) {
    if (step.isZero()
        || step.isNegative()
        || step.getYears() > MOST_YEARS
        || step.getMonths() > 12 * MOST_YEARS
        || step.getDays() > Ranges.LONGEST.toDays()) {
      throw new IllegalArgumentException(
          "a calendar's step has no negative part, is more than nothing and at most %d years, %d months and %d days, was %s"
              .formatted(MOST_YEARS, 12 * MOST_YEARS, Ranges.LONGEST.toDays(), step));
    }
  }
}
