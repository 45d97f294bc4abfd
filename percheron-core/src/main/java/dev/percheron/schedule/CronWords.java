package dev.percheron.schedule;

import dev.percheron.schedule.CronPart.All;
import dev.percheron.schedule.CronPart.LastDay;
import dev.percheron.schedule.CronPart.LastWeekday;
import dev.percheron.schedule.CronPart.LastWorkday;
import dev.percheron.schedule.CronPart.NearestWorkday;
import dev.percheron.schedule.CronPart.NthWeekday;
import dev.percheron.schedule.CronPart.Range;
import dev.percheron.schedule.CronPart.Spread;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** A cron expression in English. */
final class CronWords {
  /** So many times of a day are listed one by one. */
  private static final int LISTED = 6;

  private final List<CronField> fields;
  private final String seed;

  CronWords(List<CronField> fields, String seed) {
    this.fields = fields;
    this.seed = seed;
  }

  String sentence() {
    return time() + days() + months();
  }

  private String time() {
    if (isListed()) {
      return "at " + Words.listed(times());
    } else if (values(CronUnit.SECOND) == 1) {
      return minutes();
    }
    return seconds() + ofMinutes();
  }

  private boolean isListed() {
    long times =
        Long.bitCount(values(CronUnit.HOUR))
            * (long) Long.bitCount(values(CronUnit.MINUTE))
            * Long.bitCount(values(CronUnit.SECOND));
    return times <= LISTED && !isOpen(CronUnit.HOUR) && !isOpen(CronUnit.MINUTE);
  }

  private List<String> times() {
    var times = new ArrayList<String>();
    boolean whole = values(CronUnit.SECOND) == 1;
    for (int hour : list(CronUnit.HOUR)) {
      for (int minute : list(CronUnit.MINUTE)) {
        for (int second : list(CronUnit.SECOND)) {
          times.add(
              whole
                  ? "%02d:%02d".formatted(hour, minute)
                  : "%02d:%02d:%02d".formatted(hour, minute, second));
        }
      }
    }
    return times;
  }

  private String minutes() {
    if (values(CronUnit.MINUTE) == 1 && isEven(CronUnit.HOUR)) {
      return "every " + counted(CronUnit.HOUR);
    } else if (isEven(CronUnit.MINUTE)) {
      return "every " + counted(CronUnit.MINUTE) + hours(", in the ");
    }
    return "at " + numbered(CronUnit.MINUTE, "minute") + ofHours();
  }

  private String seconds() {
    return isEven(CronUnit.SECOND)
        ? "every " + counted(CronUnit.SECOND)
        : "at " + numbered(CronUnit.SECOND, "second");
  }

  private String ofMinutes() {
    return isAll(CronUnit.MINUTE)
        ? " of every minute" + hours(", in the ")
        : " of " + numbered(CronUnit.MINUTE, "minute") + ofHours();
  }

  private String ofHours() {
    return isEven(CronUnit.HOUR) ? " of every " + nth(CronUnit.HOUR) : hours(" of the ");
  }

  private String hours(String intro) {
    return isAll(CronUnit.HOUR) ? "" : intro + numbered(CronUnit.HOUR, "hour");
  }

  /** Whether it is {@code *} or a step that divides the field evenly. */
  private boolean isEven(CronUnit unit) {
    int length = unit.greatest() + 1;
    return field(unit).parts().size() == 1
        && field(unit).parts().getFirst() instanceof All(var step)
        && (step == CronPart.NO_STEP || length % step == 0);
  }

  private String counted(CronUnit unit) {
    int step = field(unit).parts().getFirst() instanceof All(var every) ? every : 1;
    return step <= 1 ? unit.words() : step + " " + unit.words() + "s";
  }

  private String nth(CronUnit unit) {
    int step = field(unit).parts().getFirst() instanceof All(var every) ? every : 1;
    return step <= 1 ? unit.words() : Words.ordinal(step) + " " + unit.words();
  }

  private String numbered(CronUnit unit, String one) {
    var words = plain(unit, Integer::toString);
    boolean single = Long.bitCount(values(unit)) == 1;
    return (single ? one + " " : one + "s ") + Words.listed(words);
  }

  /** Plain values and ranges, the others as the values that they come to. */
  private List<String> plain(CronUnit unit, IntFunction<String> name) {
    var words = new ArrayList<String>();
    for (var part : field(unit).parts()) {
      if (part instanceof Range(var from, var to, var step) && step <= 1 && from != to) {
        words.add(name.apply(unit.meant(from)) + " to " + name.apply(unit.meant(to)));
      } else {
        long bits = new CronField(unit, List.of(part)).values(seed);
        list(bits).forEach(value -> words.add(name.apply(value)));
      }
    }
    return words.stream().distinct().toList();
  }

  private String days() {
    boolean anyDay = isAll(CronUnit.DAY);
    boolean anyWeekday = isAll(CronUnit.WEEKDAY);
    if (anyDay && anyWeekday) {
      return isListed() ? ", every day" : "";
    } else if (anyDay) {
      return ", " + weekdays();
    } else if (anyWeekday) {
      return ", " + monthDays();
    }
    boolean either = field(CronUnit.DAY).isSet() && field(CronUnit.WEEKDAY).isSet();
    return ", " + monthDays() + (either ? " or " : ", but only ") + weekdays();
  }

  private String monthDays() {
    var words = new ArrayList<String>();
    if (values(CronUnit.DAY) != 0) {
      words.add(numbered(CronUnit.DAY, "day"));
    }
    field(CronUnit.DAY).parts().stream()
        .map(CronWords::special)
        .filter(word -> !word.isEmpty())
        .forEach(words::add);
    return "on " + Words.listed(words) + " of the month";
  }

  private String weekdays() {
    var parts = field(CronUnit.WEEKDAY).parts();
    if (parts.size() == 1 && parts.getFirst() instanceof Range(var from, var to, var step)) {
      if (step <= 1 && from != to) {
        return "%s to %s".formatted(weekday(from), weekday(to));
      }
    }
    var words = new ArrayList<>(plain(CronUnit.WEEKDAY, value -> weekday(value) + "s"));
    parts.stream()
        .map(CronWords::special)
        .filter(word -> !word.isEmpty())
        .map(word -> word + " of the month")
        .forEach(words::add);
    return "on " + Words.listed(words);
  }

  /** A part that depends on the month. */
  private static String special(CronPart part) {
    return switch (part) {
      case All a -> "";
      case Range r -> "";
      case Spread s -> "";
      case LastDay(var before) -> last(before);
      case LastWorkday(var before) when before == 0 -> "the last workday";
      case LastWorkday(var before) -> "the workday nearest to " + last(before);
      case NearestWorkday(var day) -> "the workday nearest to day " + day;
      case NthWeekday(var weekday, var which) ->
          "the %s %s".formatted(Words.ordinal(which), weekday(weekday));
      case LastWeekday(var weekday) -> "the last " + weekday(weekday);
    };
  }

  private static String last(int before) {
    return switch (before) {
      case 0 -> "the last day";
      case 1 -> "the day before the last";
      default -> "the %s day before the last".formatted(Words.ordinal(before));
    };
  }

  private String months() {
    return isAll(CronUnit.MONTH)
        ? ""
        : ", in " + Words.listed(plain(CronUnit.MONTH, CronWords::month));
  }

  private static String month(int number) {
    return Month.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String weekday(int number) {
    return DayOfWeek.of((number + 6) % 7 + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private CronField field(CronUnit unit) {
    return fields.get(unit.place());
  }

  private long values(CronUnit unit) {
    return field(unit).values(seed);
  }

  private boolean isAll(CronUnit unit) {
    return values(unit) == unit.all();
  }

  private boolean isOpen(CronUnit unit) {
    return field(unit).isOpen(seed);
  }

  private List<Integer> list(CronUnit unit) {
    return list(values(unit));
  }

  private static List<Integer> list(long bits) {
    var values = new ArrayList<Integer>();
    for (int value = Bits.lowest(bits); value != Bits.NONE; ) {
      values.add(value);
      value = Bits.atOrAfter(bits, value + 1);
    }
    return values;
  }
}
