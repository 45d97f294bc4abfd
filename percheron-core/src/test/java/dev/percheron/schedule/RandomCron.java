package dev.percheron.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A random cron expression together with what it means, worked out in the most plodding way and
 * without a look at the code under test: sets of numbers, and a question about each date.
 *
 * @param text the five fields
 * @param minutes which minutes
 * @param hours which hours
 * @param dates whether a date is one of its dates
 * @param isInterval whether minute or hour is a wildcard or has a step
 */
record RandomCron(
    String text,
    TreeSet<Integer> minutes,
    TreeSet<Integer> hours,
    Predicate<LocalDate> dates,
    boolean isInterval) {
  private static final List<String> MONTHS =
      List.of("JAN", "feb", "Mar", "apr", "may", "jun", "jul", "AUG", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("SUN", "mon", "Tue", "wed", "thu", "fri", "sat");

  /** A field's text and its plain values. */
  private record Field(String text, TreeSet<Integer> values) {}

  /** A part of a day field that is not a plain value. */
  private record Special(String text, Predicate<LocalDate> dates) {}

  static RandomCron any(Random random) {
    var minute = field(random, 0, 59, List.of(), 0.3);
    var hour = field(random, 0, 23, List.of(), 0.3);
    return of(random, minute, hour);
  }

  /** Few times a day, at the hours when clocks are changed. */
  static RandomCron atNight(Random random) {
    var minute = field(random, 0, 59, List.of(), 0.05);
    var hour = random.nextInt(4) == 0 ? "23-2" : "" + random.nextInt(4);
    var hours = new TreeSet<Integer>();
    if (hour.equals("23-2")) {
      hours.addAll(List.of(23, 0, 1, 2));
    } else {
      hours.add(Integer.parseInt(hour));
    }
    return of(random, minute, new Field(hour, hours));
  }

  private static RandomCron of(Random random, Field minute, Field hour) {
    var month = field(random, 1, 12, MONTHS, 0.6);
    var days = days(random);
    var weekdays = weekdays(random);
    boolean either = !isStar(days.text()) && !isStar(weekdays.text());
    Predicate<LocalDate> inMonth = date -> month.values().contains(date.getMonthValue());
    var dates =
        inMonth.and(
            either ? days.dates().or(weekdays.dates()) : days.dates().and(weekdays.dates()));
    return new RandomCron(
        String.join(" ", minute.text(), hour.text(), days.text(), month.text(), weekdays.text()),
        minute.values(),
        hour.values(),
        dates,
        isOpen(minute, 60) || isOpen(hour, 24));
  }

  boolean matches(LocalDate date) {
    return dates.test(date);
  }

  private static boolean isStar(String text) {
    return text.startsWith("*") || text.equals("?");
  }

  private static boolean isOpen(Field field, int all) {
    return field.text().contains("*") || field.text().contains("/") || field.values().size() == all;
  }

  private static Special days(Random random) {
    var field = field(random, 1, 31, List.of(), 0.5);
    Predicate<LocalDate> plain = date -> field.values().contains(date.getDayOfMonth());
    if (random.nextInt(3) > 0) {
      boolean any = field.text().equals("*") && random.nextBoolean();
      return new Special(any ? "?" : field.text(), plain);
    }
    var special = specialDay(random);
    return random.nextBoolean() || isStar(field.text())
        ? special
        : new Special(field.text() + "," + special.text(), plain.or(special.dates()));
  }

  private static Special specialDay(Random random) {
    int number = random.nextInt(28);
    return switch (random.nextInt(4)) {
      case 0 -> new Special("L", date -> date.plusDays(1).getDayOfMonth() == 1);
      case 1 -> new Special("L-" + number, date -> date.plusDays(number + 1L).getDayOfMonth() == 1);
      case 2 -> new Special("LW", RandomCron::isLastWorkday);
      default -> new Special((number + 1) + "W", date -> isNearestWorkday(date, number + 1));
    };
  }

  private static boolean isLastWorkday(LocalDate date) {
    if (isWeekend(date)) {
      return false;
    }
    var next = date.plusDays(1);
    while (isWeekend(next)) {
      next = next.plusDays(1);
    }
    return next.getMonth() != date.getMonth();
  }

  /** Of all workdays of the month, the one with the least distance; there is never a tie. */
  private static boolean isNearestWorkday(LocalDate date, int day) {
    if (isWeekend(date) || day > date.lengthOfMonth()) {
      return false;
    }
    int distance = Math.abs(date.getDayOfMonth() - day);
    for (int other = 1; other <= date.lengthOfMonth(); other++) {
      if (!isWeekend(date.withDayOfMonth(other)) && Math.abs(other - day) < distance) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  private static Special weekdays(Random random) {
    if (random.nextInt(5) == 0) {
      return specialWeekday(random);
    }
    var field = field(random, 0, 6, DAYS, 0.5);
    var text = random.nextBoolean() ? sundayIsSeven(field.text()) : field.text();
    return new Special(text, date -> field.values().contains(number(date)));
  }

  /** A lone Sunday may be written as 7. */
  private static String sundayIsSeven(String text) {
    return List.of(text.split(",", -1)).stream()
        .map(part -> part.equals("0") ? "7" : part.replaceFirst("^([1-6])-0$", "$1-7"))
        .collect(Collectors.joining(","));
  }

  private static Special specialWeekday(Random random) {
    int day = random.nextInt(7);
    int which = 1 + random.nextInt(5);
    return random.nextBoolean()
        ? new Special(
            day + "L",
            date -> number(date) == day && date.plusDays(7).getMonth() != date.getMonth())
        : new Special(
            DAYS.get(day) + "#" + which,
            date -> number(date) == day && (date.getDayOfMonth() + 6) / 7 == which);
  }

  private static int number(LocalDate date) {
    return date.getDayOfWeek().getValue() % 7;
  }

  private static Field field(Random random, int from, int to, List<String> names, double star) {
    if (random.nextDouble() < star) {
      return random.nextInt(3) > 0 ? stepped("*", from, to, 1) : starred(random, from, to);
    }
    var values = new TreeSet<Integer>();
    var texts = new ArrayList<String>();
    for (int parts = random.nextInt(3); parts >= 0; parts--) {
      var part = part(random, from, to, names);
      values.addAll(part.values());
      texts.add(part.text());
    }
    return new Field(String.join(",", texts), values);
  }

  private static Field starred(Random random, int from, int to) {
    int step = 2 + random.nextInt(Math.max(1, (to - from) / 2));
    return stepped("*/" + step, from, to, step);
  }

  private static Field stepped(String text, int from, int to, int step) {
    var values = new TreeSet<Integer>();
    for (int value = from; value <= to; value += step) {
      values.add(value);
    }
    return new Field(text, values);
  }

  private static Field part(Random random, int least, int most, List<String> names) {
    int from = least + random.nextInt(most - least + 1);
    int to = least + random.nextInt(most - least + 1);
    return switch (random.nextInt(6)) {
      case 0 -> ranged(random, least, most, from, to, names, 1);
      case 1 -> ranged(random, least, most, from, to, names, 2 + random.nextInt(3));
      case 2 -> stepped(from + "/3", from, most, 3);
      default -> new Field(named(random, from, least, names), new TreeSet<>(List.of(from)));
    };
  }

  /** Goes up one by one, and from the greatest to the least. */
  private static Field ranged(
      Random random, int least, int most, int from, int to, List<String> names, int step) {
    var values = new TreeSet<Integer>();
    int count = 0;
    for (int value = from; ; value = value == most ? least : value + 1) {
      if (count++ % step == 0) {
        values.add(value);
      }
      if (value == to) {
        break;
      }
    }
    var text = named(random, from, least, names) + "-" + named(random, to, least, names);
    return new Field(step == 1 ? text : text + "/" + step, values);
  }

  private static String named(Random random, int value, int least, List<String> names) {
    return names.isEmpty() || random.nextBoolean()
        ? Integer.toString(value)
        : names.get(value - least).toLowerCase(Locale.ROOT);
  }
}
