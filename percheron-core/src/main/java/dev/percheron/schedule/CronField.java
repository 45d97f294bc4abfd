package dev.percheron.schedule;

import dev.percheron.schedule.CronPart.All;
import dev.percheron.schedule.CronPart.LastDay;
import dev.percheron.schedule.CronPart.LastWeekday;
import dev.percheron.schedule.CronPart.LastWorkday;
import dev.percheron.schedule.CronPart.NearestWorkday;
import dev.percheron.schedule.CronPart.NthWeekday;
import dev.percheron.schedule.CronPart.Range;
import dev.percheron.schedule.CronPart.Spread;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One field of a cron expression.
 *
 * @param unit what it counts
 * @param parts its list, never empty
 */
record CronField(CronUnit unit, List<CronPart> parts) {
  CronField {
    parts = List.copyOf(parts);
  }

  /**
   * Whether it narrows anything down: a field that begins with a star or is a {@code ?} does not.
   */
  boolean isSet() {
    return !(parts.getFirst() instanceof All);
  }

  /** Whether it follows real time: a wildcard, a step, or all values one by one. */
  boolean isOpen(String seed) {
    return !isSet() || parts.stream().anyMatch(CronPart::isStepped) || values(seed) == unit.all();
  }

  /** Its plain values as bits; those that depend on the month are not among them. */
  long values(String seed) {
    return parts.stream().mapToLong(part -> values(part, seed)).reduce(0, (a, b) -> a | b);
  }

  /** With numbers alone. */
  String text() {
    return parts.stream().map(CronPart::text).collect(Collectors.joining(","));
  }

  private long values(CronPart part, String seed) {
    return switch (part) {
      case All(var step) -> bits(unit.first(), unit.greatest(), step);
      case Range(var from, var to, var step) -> range(from, to, step);
      case Spread(var from, var to, var step) -> spread(from, to, step, seed);
      case LastDay d -> 0;
      case LastWorkday w -> 0;
      case NearestWorkday w -> 0;
      case NthWeekday n -> 0;
      case LastWeekday l -> 0;
    };
  }

  /** From {@code from} up to {@code to}, around the end of the field when that is smaller. */
  private long range(int from, int to, int step) {
    int length = unit.greatest() - unit.first() + 1;
    return bits(from, to < from ? to + length : to, step);
  }

  private long spread(int from, int to, int step, String seed) {
    int width = step == CronPart.NO_STEP ? to - from + 1 : Math.min(step, to - from + 1);
    int chosen = from + (int) Hashes.below(width, seed, unit.place());
    return step == CronPart.NO_STEP ? 1L << chosen : bits(chosen, to, step);
  }

  private long bits(int from, int to, int step) {
    int length = unit.greatest() - unit.first() + 1;
    long bits = 0;
    for (int value = from; value <= to; value += Math.max(1, step)) {
      bits |= 1L << (unit.first() + (unit.meant(value) - unit.first()) % length);
    }
    return bits;
  }
}
