package dev.percheron.schedule;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/** English for explanations. */
final class Words {
  private Words() {}

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String listed(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** {@code 1st}, {@code 2nd}, {@code 3rd}, {@code 11th}, {@code 22nd}. */
  static String ordinal(int number) {
    boolean isTeen = number / 10 % 10 == 1;
    return number
        + switch (isTeen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }

  /** {@code 1 hour 30 minutes}; {@code hour} alone for exactly one, after "every". */
  static String every(Duration time) {
    return one(length(time));
  }

  /** {@code 1 hour 30 minutes}. */
  static String length(Duration time) {
    var words = new ArrayList<String>();
    add(words, time.toDaysPart(), "day");
    add(words, time.toHoursPart(), "hour");
    add(words, time.toMinutesPart(), "minute");
    add(words, time.toSecondsPart(), "second");
    add(words, time.toMillisPart(), "millisecond");
    add(words, time.toNanosPart() % 1_000_000, "nanosecond");
    return String.join(" ", words);
  }

  /** {@code 2 months}, {@code month}, {@code 1 year 3 days}. */
  @SuppressWarnings("JavaPeriodGetDays") // the months are said before
  static String every(Period period) {
    var words = new ArrayList<String>();
    add(words, period.toTotalMonths() / 12, "year");
    add(words, period.toTotalMonths() % 12, "month");
    boolean weeks = period.getDays() % 7 == 0;
    add(words, weeks ? period.getDays() / 7 : period.getDays(), weeks ? "week" : "day");
    return one(String.join(" ", words));
  }

  private static String one(String words) {
    return words.matches("1 \\w+") ? words.substring(2) : words;
  }

  private static void add(List<String> words, long count, String unit) {
    if (count != 0) {
      words.add(count + " " + (count == 1 ? unit : unit + "s"));
    }
  }
}
