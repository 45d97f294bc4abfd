package dev.percheron.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Due when the clock on the wall shows a time of a cron expression. Make one with {@link
 * Trigger#cron(String, ZoneId)}.
 *
 * @param expression which times
 * @param zone whose clock; see {@link Zones#of}
 * @param daylightSaving what becomes of fixed times when clocks are changed
 * @param window from when to when
 */
public record CronTrigger(
    CronExpression expression, ZoneId zone, DaylightSaving daylightSaving, Window window)
    implements Trigger {
  /**
   * @throws IllegalArgumentException when start or end is out of its range, or no time lies between
   */
  public CronTrigger {
    Ranges.checkWindow(window);
    Ranges.checkNotEmpty(
        "cron '" + expression + "'", clock(expression, zone, daylightSaving), window);
  }

  /** The same with another policy. */
  public CronTrigger daylightSaving(DaylightSaving policy) {
    return new CronTrigger(expression, zone, policy, window);
  }

  /** The same, with nothing due before {@code start}. */
  public CronTrigger from(Instant start) {
    return new CronTrigger(expression, zone, daylightSaving, new Window(start, window.end()));
  }

  /** The same, with nothing due after {@code end}. */
  public CronTrigger until(Instant end) {
    return new CronTrigger(expression, zone, daylightSaving, new Window(window.start(), end));
  }

  @Override
  public CronTrigger seeded(String seed) {
    return new CronTrigger(expression.seeded(seed), zone, daylightSaving, window);
  }

  @Override
  public String explain() {
    return "%s (%s)%s".formatted(expression.explain(), zone, window.explain());
  }

  Optional<Instant> after(Instant after) {
    return clock(expression, zone, daylightSaving).nextAfter(after, window);
  }

  Optional<Instant> before(Instant before) {
    return clock(expression, zone, daylightSaving).previousBefore(before, window);
  }

  private static WallClock clock(CronExpression expression, ZoneId zone, DaylightSaving policy) {
    return expression.in(zone.getRules(), policy);
  }
}
