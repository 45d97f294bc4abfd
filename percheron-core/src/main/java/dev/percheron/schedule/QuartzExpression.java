package dev.percheron.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A cron expression as Quartz writes it, turned into one of ours. Quartz has six or seven fields –
 * second, minute, hour, day of month, month, weekday, year – counts weekdays from 1 (Sunday) to 7,
 * takes a lone {@code L} in the weekday for Saturday, and wants {@code ?} in exactly one of day of
 * month and weekday.
 *
 * <p>Years become start and end of the trigger, as long as they follow each other without a gap;
 * {@code 2026,2028} needs two schedules. When clocks are changed, Percheron's policies count:
 * Quartz leaves out a time that does not exist, which is {@link DaylightSaving#SKIP}.
 *
 * @param expression the rule without the years
 * @param firstYear the first year, 1970 by default
 * @param lastYear the last year, 2099 by default: Quartz knows no later one
 */
public record QuartzExpression(CronExpression expression, int firstYear, int lastYear) {
  /** The first year that Quartz knows. */
  public static final int FIRST_YEAR = 1970;

  /** The last year that Quartz knows. */
  public static final int LAST_YEAR = 2099;

  /**
   * Reads what Quartz reads.
   *
   * @throws CronRefused when it cannot be read, or has no counterpart here
   */
  public static QuartzExpression parse(String text) {
    return new QuartzReader(text).read();
  }

  /** Due as Quartz has it, in {@code zone}; without years, for ever. */
  public CronTrigger trigger(ZoneId zone) {
    var trigger = Trigger.cron(expression, zone);
    var begun = firstYear == FIRST_YEAR ? trigger : trigger.from(begin(firstYear, zone));
    return lastYear == LAST_YEAR ? begun : begun.until(begin(lastYear + 1, zone).minusNanos(1));
  }

  private static Instant begin(int year, ZoneId zone) {
    return LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant();
  }
}
