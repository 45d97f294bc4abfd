package dev.percheron.cli.bench;

import java.util.Optional;

/**
 * One line of the result.
 *
 * @param what what was measured
 * @param unit of both figures
 * @param percheron the median of the rounds
 * @param raw the raw limit beside it; empty when there is none
 * @param target what it should be; empty when none is set
 */
record Figure(
    String what, String unit, double percheron, Optional<Double> raw, Optional<Target> target) {
  /**
   * What a figure should be.
   *
   * @param words in words
   * @param met whether it was
   */
  record Target(String words, boolean met) {}

  /** So many per second, against a raw limit and without a target. */
  static Figure rate(String what, double percheron, double raw) {
    return new Figure(what, "1/s", percheron, Optional.of(raw), Optional.empty());
  }

  /** The same with at least {@code share} of the raw limit as its target. */
  Figure atLeast(double share) {
    boolean met = percheron >= share * raw.orElseThrow();
    return with(new Target("at least %.0f %% of raw".formatted(100 * share), met));
  }

  /** The same with at least {@code times} the raw limit as its target. */
  Figure atLeastTimes(double times) {
    boolean met = percheron >= times * raw.orElseThrow();
    return with(new Target("at least %s times".formatted(number(times)), met));
  }

  /** The same with at most {@code times} the raw limit as its target. */
  Figure atMostTimes(double times) {
    boolean met = percheron <= times * raw.orElseThrow();
    return with(new Target("at most %s times".formatted(number(times)), met));
  }

  private static String number(double times) {
    return times == Math.rint(times) ? Long.toString((long) times) : Double.toString(times);
  }

  /** The same with at most {@code most} more than raw as its target. */
  Figure atMostOver(double most) {
    boolean met = percheron - raw.orElseThrow() <= most;
    return with(new Target("at most %.0f %s over raw".formatted(most, unit), met));
  }

  /** The same with less than {@code most} as its target. */
  Figure below(double most) {
    return with(new Target("below %.0f %s".formatted(most, unit), percheron < most));
  }

  private Figure with(Target other) {
    return new Figure(what, unit, percheron, raw, Optional.of(other));
  }
}
