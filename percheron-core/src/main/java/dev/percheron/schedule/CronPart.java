package dev.percheron.schedule;

/** One part of the list in a cron field. Weekdays are 0 (Sunday) to 6 wherever they stand alone. */
sealed interface CronPart {
  /** Step of a part that has none. */
  int NO_STEP = 0;

  /** All values from the first on: {@code *}, {@code *}{@code /n} and {@code ?}. */
  record All(int step) implements CronPart {}

  /**
   * One value, or those of a range that may wrap around: {@code 5}, {@code 22-2}, {@code 8-18/2}.
   */
  record Range(int from, int to, int step) implements CronPart {}

  /** A value, or every so many, that the seed chooses: {@code H}, {@code H(0-29)}, {@code H/15}. */
  record Spread(int from, int to, int step) implements CronPart {}

  /** So many days before the month's last: {@code L}, {@code L-3}. */
  record LastDay(int before) implements CronPart {}

  /** The workday nearest to so many days before the month's last: {@code LW}, {@code L-3W}. */
  record LastWorkday(int before) implements CronPart {}

  /** The workday of the same month that is nearest to a day: {@code 15W}. */
  record NearestWorkday(int day) implements CronPart {}

  /** A month's n-th such weekday: {@code 6#5}. */
  record NthWeekday(int weekday, int which) implements CronPart {}

  /** A month's last such weekday: {@code 6L}. */
  record LastWeekday(int weekday) implements CronPart {}

  /** Whether it has a step. */
  default boolean isStepped() {
    return switch (this) {
      case All all -> all.step() > 1;
      case Range range -> range.step() > 1;
      case Spread spread -> spread.step() > 0;
      case LastDay d -> false;
      case LastWorkday w -> false;
      case NearestWorkday w -> false;
      case NthWeekday n -> false;
      case LastWeekday l -> false;
    };
  }

  /** As it is written with numbers alone. */
  default String text() {
    return switch (this) {
      case All(var step) -> "*" + stepped(step);
      case Range(var from, var to, var step) when from == to && step == NO_STEP -> "" + from;
      case Range(var from, var to, var step) -> from + "-" + to + stepped(step);
      case Spread(var from, var to, var step) -> "H(" + from + "-" + to + ")" + stepped(step);
      case LastDay(var before) -> "L" + before(before);
      case LastWorkday(var before) -> "L" + before(before) + "W";
      case NearestWorkday(var day) -> day + "W";
      case NthWeekday(var weekday, var which) -> weekday + "#" + which;
      case LastWeekday(var weekday) -> weekday + "L";
    };
  }

  private static String stepped(int step) {
    return step == NO_STEP ? "" : "/" + step;
  }

  private static String before(int days) {
    return days == 0 ? "" : "-" + days;
  }
}
