package dev.percheron.schedule;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The fields of a cron expression: what each counts, and from where to where. */
enum CronUnit {
  SECOND(0, "second", 0, 59, ""),
  MINUTE(1, "minute", 0, 59, ""),
  HOUR(2, "hour", 0, 23, ""),
  DAY(3, "day of month", 1, 31, ", ?, L, L-3, LW, 15W"),
  MONTH(4, "month", 1, 12, ", jan to dec"),
  WEEKDAY(5, "weekday", 0, 7, " (0 and 7 are Sunday), sun to sat, ?, 6L (last), 6#5 (fifth)");

  static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  /** All, in the order of an expression. */
  static final List<CronUnit> ORDER = List.of(values());

  private final int place;
  private final String words;
  private final int first;
  private final int last;
  private final String more;

  CronUnit(int place, String words, int first, int last, String more) {
    this.place = place;
    this.words = words;
    this.first = first;
    this.last = last;
    this.more = more;
  }

  /** Where it stands among six fields, from 0; part of what {@code H} chooses. */
  int place() {
    return place;
  }

  /** What it is called. */
  String words() {
    return words;
  }

  /** The least value. */
  int first() {
    return first;
  }

  /** The greatest value that may be written. */
  int last() {
    return last;
  }

  /** The greatest value that is meant: Sunday is 0, however it is written. */
  int greatest() {
    return this == WEEKDAY ? 6 : last;
  }

  /** The last value that {@code H} takes by itself: one that every month has. */
  int greatestSpread() {
    return this == DAY ? 28 : greatest();
  }

  /** The value as it is meant. */
  int meant(int written) {
    return this == WEEKDAY ? written % 7 : written;
  }

  /** A sentence's end about what may stand in such a field. */
  String allowed() {
    return "allowed: %d to %d%s, *, ranges a-b, steps */n and a-b/n, H, and lists with commas"
        .formatted(first, last, more);
  }

  /** All values that are meant, as bits. */
  long all() {
    return IntStream.rangeClosed(first, greatest()).mapToLong(value -> 1L << value).sum();
  }

  /** The value that a name stands for. */
  OptionalInt named(String name) {
    int index = names().indexOf(name.toLowerCase(Locale.ROOT));
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index + first);
  }

  private List<String> names() {
    return switch (this) {
      case MONTH -> MONTHS;
      case WEEKDAY -> WEEKDAYS;
      case SECOND, MINUTE, HOUR, DAY -> List.of();
    };
  }
}
