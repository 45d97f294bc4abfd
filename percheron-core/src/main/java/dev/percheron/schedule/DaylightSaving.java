package dev.percheron.schedule;

/**
 * What becomes of a time of day on the days when clocks are changed. It matters for fixed times; a
 * cron expression with a wildcard or a step in its minute or hour is an interval that follows real
 * time: it is due whenever the clock on the wall shows a time that it names, so it loses no hour
 * and doubles none.
 */
public enum DaylightSaving {
  /**
   * A time that does not exist is due once, at the end of the gap; a time that comes twice is due
   * once, the first time. So a daily job runs once on every day.
   */
  RUN_ONCE,

  /**
   * A time that does not exist is left out; a time that comes twice is due once, the first time.
   */
  SKIP,

  /**
   * A time that does not exist is due once, at the end of the gap; a time that comes twice is due
   * both times.
   */
  RUN_BOTH
}
