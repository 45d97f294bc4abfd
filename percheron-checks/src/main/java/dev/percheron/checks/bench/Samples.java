package dev.percheron.checks.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured, by entrant and measure. */
final class Samples {
  private final Map<Entrant, Map<Measure, List<Double>>> samples = new EnumMap<>(Entrant.class);

  void add(Entrant entrant, Measure measure, double value) {
    samples
        .computeIfAbsent(entrant, any -> new EnumMap<>(Measure.class))
        .computeIfAbsent(measure, any -> new ArrayList<>())
        .add(value);
  }

  /** Forgets all: the round that warmed up does not count. */
  void clear() {
    samples.clear();
  }

  /** The middle of the rounds; empty when it was not measured. */
  OptionalDouble median(Entrant entrant, Measure measure) {
    var values = samples.getOrDefault(entrant, Map.of()).getOrDefault(measure, List.of());
    return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(quantile(values, 0.5));
  }

  /** How much of {@code other} {@code one} is. */
  OptionalDouble ratio(Entrant one, Measure measure, Entrant other, Measure its) {
    var mine = median(one, measure);
    var theirs = median(other, its);
    return mine.isPresent() && theirs.isPresent()
        ? OptionalDouble.of(mine.getAsDouble() / theirs.getAsDouble())
        : OptionalDouble.empty();
  }

  /** The value below which {@code share} of the values lie. */
  static double quantile(List<Double> values, double share) {
    var sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }
}
