package dev.percheron.checks.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random cron fields that every system reads alike: no wrap-around, no seed. */
final class RandomFields {
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private final Random random;

  RandomFields(Random random) {
    this.random = random;
  }

  /** Any field from {@code least} to {@code most}; a star in half of the cases. */
  String field(int least, int most) {
    return random.nextBoolean() ? "*" : set(least, most);
  }

  /** A field that is narrower than a star. */
  String set(int least, int most) {
    if (random.nextInt(5) == 0) {
      return "*/" + between(2, (most - least) / 2 + 1);
    }
    return listed(least, most);
  }

  /** Values and ranges. */
  String listed(int least, int most) {
    var parts = new ArrayList<String>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      parts.add(part(least, most));
    }
    return String.join(",", parts);
  }

  /** Five fields, as the cron of Unix has them. */
  String unix() {
    boolean byDay = random.nextBoolean();
    boolean byWeekday = random.nextInt(3) == 0;
    return String.join(
        " ",
        field(0, 59),
        field(0, 23),
        byDay ? listed(1, 28) : "*",
        field(1, 12),
        byWeekday ? listed(0, 6) : "*");
  }

  /** Six fields, as Quartz has them. */
  String quartz() {
    boolean byDay = random.nextBoolean();
    return String.join(
        " ",
        random.nextBoolean() ? "0" : set(0, 59),
        field(0, 59),
        field(0, 23),
        byDay ? quartzDay() : "?",
        field(1, 12),
        byDay ? "?" : quartzWeekday());
  }

  private String quartzDay() {
    return switch (random.nextInt(6)) {
      case 0 -> "L";
      case 1 -> "LW";
      case 2 -> "L-" + between(1, 27);
      case 3 -> between(1, 28) + "W";
      default -> field(1, 28);
    };
  }

  private String quartzWeekday() {
    int day = between(1, 7);
    return switch (random.nextInt(6)) {
      case 0 -> day + "L";
      case 1 -> day + "#" + between(1, 5);
      case 2 -> DAYS.get(day - 1);
      default -> random.nextBoolean() ? "*" : listed(1, 7);
    };
  }

  private String part(int least, int most) {
    int from = between(least, most);
    int to = between(from, most);
    return switch (from == to ? 0 : random.nextInt(3)) {
      case 0 -> Integer.toString(from);
      case 1 -> from + "-" + to;
      default -> from + "-" + to + "/" + between(2, 4);
    };
  }

  private int between(int least, int most) {
    return least + random.nextInt(Math.max(1, most - least + 1));
  }
}
