package dev.percheron.schedule;

import dev.percheron.api.Names;
import dev.percheron.schedule.CronPart.All;
import dev.percheron.schedule.CronPart.LastDay;
import dev.percheron.schedule.CronPart.LastWeekday;
import dev.percheron.schedule.CronPart.LastWorkday;
import dev.percheron.schedule.CronPart.NearestWorkday;
import dev.percheron.schedule.CronPart.NthWeekday;
import dev.percheron.schedule.CronPart.Range;
import dev.percheron.schedule.CronPart.Spread;

/** Reads one part of a field's list, from left to right; every refusal points at a character. */
final class CronPartReader {
  private static final int NAME_LENGTH = 3;
  private static final int MOST_DIGITS = 9;
  private static final int MOST_BEFORE_LAST = 30;

  private final String expression;
  private final CronUnit unit;
  private final int end;
  private int position;

  CronPartReader(String expression, CronUnit unit, int start, int end) {
    this.expression = expression;
    this.unit = unit;
    this.position = start;
    this.end = end;
  }

  CronPart read() {
    if (position == end) {
      throw refused(position, "a value is missing");
    }
    var part = part();
    if (position < end) {
      throw refused(position, "'%s' is not understood here".formatted(rest()));
    }
    return part;
  }

  private CronPart part() {
    if (takes('*')) {
      return new All(step());
    } else if (isDayOrWeekday() && takes('?')) {
      return new All(CronPart.NO_STEP);
    } else if (takes('H')) {
      return spread();
    } else if (unit == CronUnit.DAY && takes('L')) {
      return last();
    }
    return valued();
  }

  private boolean isDayOrWeekday() {
    return unit == CronUnit.DAY || unit == CronUnit.WEEKDAY;
  }

  private CronPart valued() {
    int start = position;
    int value = value();
    if (unit == CronUnit.DAY && takes('W')) {
      return new NearestWorkday(value);
    } else if (unit == CronUnit.WEEKDAY && takes('L')) {
      return new LastWeekday(unit.meant(value));
    } else if (unit == CronUnit.WEEKDAY && takes('#')) {
      return new NthWeekday(unit.meant(value), number("which of the month", 1, 5));
    }
    return range(start, value);
  }

  private CronPart range(int start, int from) {
    if (takes('-')) {
      int to = value();
      return new Range(from, to, step());
    } else if (position == end) {
      return new Range(unit.meant(from), unit.meant(from), CronPart.NO_STEP);
    }
    int step = step();
    if (step == CronPart.NO_STEP) {
      throw refused(start, "'%s' is not understood".formatted(wordFrom(start)));
    }
    return new Range(from, Math.max(from, unit.greatest()), step);
  }

  private CronPart spread() {
    int from = unit.first();
    int to = unit.greatestSpread();
    if (takes('(')) {
      int start = position;
      from = value();
      expect('-');
      to = value();
      expect(')');
      if (to < from) {
        throw refused(start, "H takes a range from small to large");
      }
    }
    return new Spread(from, to, step());
  }

  private CronPart last() {
    int before = takes('-') ? number("days before the last", 0, MOST_BEFORE_LAST) : 0;
    return takes('W') ? new LastWorkday(before) : new LastDay(before);
  }

  private int step() {
    return takes('/') ? number("a step", 1, unit.last()) : CronPart.NO_STEP;
  }

  /** A number of this field, or a name. */
  private int value() {
    if (position < end && isDigit(expression.charAt(position))) {
      return number("a value", unit.first(), unit.last());
    }
    int nameEnd = Math.min(end, position + NAME_LENGTH);
    var named = unit.named(expression.substring(position, nameEnd));
    if (named.isEmpty()) {
      throw refused(
          position, position == end ? "a value is missing" : "'%s' is no value".formatted(rest()));
    }
    position = nameEnd;
    return named.getAsInt();
  }

  private int number(String what, int least, int most) {
    int start = position;
    while (position < end && isDigit(expression.charAt(position))) {
      position++;
    }
    var digits = expression.substring(start, position);
    if (digits.isEmpty()) {
      throw refused(start, "%s is missing: %d to %d".formatted(what, least, most));
    }
    int number = digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (number < least || number > most) {
      throw refused(
          start,
          "%s is out of range: %s is %d to %d".formatted(Names.shown(digits), what, least, most));
    }
    return number;
  }

  private boolean takes(char wanted) {
    boolean there = position < end && Character.toUpperCase(expression.charAt(position)) == wanted;
    position += there ? 1 : 0;
    return there;
  }

  private void expect(char wanted) {
    if (!takes(wanted)) {
      throw refused(position, "'%s' is missing".formatted(wanted));
    }
  }

  private String rest() {
    return wordFrom(position);
  }

  private String wordFrom(int start) {
    return Names.shown(expression.substring(start, end));
  }

  private static boolean isDigit(char unit) {
    return unit >= '0' && unit <= '9';
  }

  private CronRefused refused(int at, String what) {
    return new CronRefused(
        expression, at, "%s: %s; %s".formatted(unit.words(), what, unit.allowed()));
  }
}
