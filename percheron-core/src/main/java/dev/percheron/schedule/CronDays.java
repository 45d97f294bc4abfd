package dev.percheron.schedule;

import dev.percheron.schedule.CronPart.All;
import dev.percheron.schedule.CronPart.LastDay;
import dev.percheron.schedule.CronPart.LastWeekday;
import dev.percheron.schedule.CronPart.LastWorkday;
import dev.percheron.schedule.CronPart.NearestWorkday;
import dev.percheron.schedule.CronPart.NthWeekday;
import dev.percheron.schedule.CronPart.Range;
import dev.percheron.schedule.CronPart.Spread;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * The dates of a cron expression. When day of month and weekday are both set, either is enough, as
 * in cron itself (POSIX, {@code crontab}); when one begins with a star, both must hold.
 */
final class CronDays {
  /** The Gregorian calendar repeats itself after so many years, weekdays included. */
  private static final int CYCLE = 400;

  private final long months;
  private final long days;
  private final long weekdays;
  private final boolean eitherIsEnough;
  private final List<CronPart> specialDays;
  private final List<CronPart> specialWeekdays;

  CronDays(CronField day, CronField month, CronField weekday, String seed) {
    months = month.values(seed);
    days = day.values(seed);
    weekdays = weekday.values(seed);
    eitherIsEnough = day.isSet() && weekday.isSet();
    specialDays = day.parts().stream().filter(CronDays::dependsOnTheMonth).toList();
    specialWeekdays = weekday.parts().stream().filter(CronDays::dependsOnTheMonth).toList();
  }

  /** Whether there is any such date at all. */
  boolean everComes() {
    return atOrAfter(LocalDate.of(2000, 1, 1), 2000 + CYCLE).isPresent();
  }

  Optional<LocalDate> atOrAfter(LocalDate from) {
    return atOrAfter(from, WallRule.LAST_YEAR);
  }

  Optional<LocalDate> atOrBefore(LocalDate to) {
    var month = YearMonth.from(to);
    int day = to.getDayOfMonth();
    while (month.getYear() >= WallRule.FIRST_YEAR) {
      int found = Bits.atOrBefore(in(month), day);
      if (found != Bits.NONE) {
        return Optional.of(month.atDay(found));
      }
      month = monthBefore(month);
      day = 31;
    }
    return Optional.empty();
  }

  private Optional<LocalDate> atOrAfter(LocalDate from, int lastYear) {
    var month = YearMonth.from(from);
    int day = from.getDayOfMonth();
    while (month.getYear() <= lastYear) {
      int found = Bits.atOrAfter(in(month), day);
      if (found != Bits.NONE) {
        return Optional.of(month.atDay(found));
      }
      month = monthAfter(month);
      day = 1;
    }
    return Optional.empty();
  }

  private YearMonth monthAfter(YearMonth month) {
    int next = Bits.atOrAfter(months, month.getMonthValue() + 1);
    return next == Bits.NONE
        ? YearMonth.of(month.getYear() + 1, Bits.lowest(months))
        : YearMonth.of(month.getYear(), next);
  }

  private YearMonth monthBefore(YearMonth month) {
    int before = Bits.atOrBefore(months, month.getMonthValue() - 1);
    return before == Bits.NONE
        ? YearMonth.of(month.getYear() - 1, Bits.highest(months))
        : YearMonth.of(month.getYear(), before);
  }

  /** The days of one month, as bits 1 to 31. */
  private long in(YearMonth month) {
    if (!Bits.has(months, month.getMonthValue())) {
      return 0;
    }
    var shape = new Month(month.lengthOfMonth(), month.atDay(1).getDayOfWeek().getValue() % 7);
    long byDay = days;
    for (var part : specialDays) {
      byDay |= shape.days(part);
    }
    long byWeekday = shape.daysOn(weekdays);
    for (var part : specialWeekdays) {
      byWeekday |= shape.days(part);
    }
    return shape.all() & (eitherIsEnough ? byDay | byWeekday : byDay & byWeekday);
  }

  private static boolean dependsOnTheMonth(CronPart part) {
    return switch (part) {
      case All a -> false;
      case Range r -> false;
      case Spread s -> false;
      case LastDay d -> true;
      case LastWorkday w -> true;
      case NearestWorkday w -> true;
      case NthWeekday n -> true;
      case LastWeekday l -> true;
    };
  }

  /**
   * All that matters of a month.
   *
   * @param length its days
   * @param starts the weekday of its first, 0 is Sunday
   */
  private record Month(int length, int starts) {
    private static final int SUNDAY = 0;
    private static final int SATURDAY = 6;

    /** Each week's Sunday when the first of the month is one: 1, 8, 15, 22, 29. */
    private static final long WEEKLY = 1L << 1 | 1L << 8 | 1L << 15 | 1L << 22 | 1L << 29;

    long all() {
      return (1L << (length + 1)) - 2;
    }

    long daysOn(long weekdays) {
      long found = 0;
      for (int day = Bits.lowest(weekdays); day != Bits.NONE; ) {
        found |= WEEKLY << (firstOn(day) - 1);
        day = Bits.atOrAfter(weekdays, day + 1);
      }
      return found;
    }

    long days(CronPart part) {
      return switch (part) {
        case All a -> 0;
        case Range r -> 0;
        case Spread s -> 0;
        case LastDay(var before) -> bit(length - before);
        case LastWorkday(var before) -> bit(nearestWorkday(length - before));
        case NearestWorkday(var day) -> bit(nearestWorkday(day));
        case NthWeekday(var weekday, var which) -> bit(firstOn(weekday) + 7 * (which - 1));
        case LastWeekday(var weekday) -> Long.highestOneBit(all() & daysOn(1L << weekday));
      };
    }

    /** The day of the first such weekday. */
    private int firstOn(int weekday) {
      return 1 + Math.floorMod(weekday - starts, 7);
    }

    /** Never in another month; a day that the month does not have has none. */
    private int nearestWorkday(int day) {
      if (day < 1 || day > length) {
        return 0;
      }
      return switch ((starts + day - 1) % 7) {
        case SATURDAY -> day == 1 ? 3 : day - 1;
        case SUNDAY -> day == length ? day - 2 : day + 1;
        default -> day;
      };
    }

    private long bit(int day) {
      return day < 1 || day > length ? 0 : 1L << day;
    }
  }
}
