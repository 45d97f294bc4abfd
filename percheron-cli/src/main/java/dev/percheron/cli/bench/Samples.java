package dev.percheron.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Samples of several measures, by name. The first rounds warm up and do not count. */
final class Samples {
  private final int warmUp;
  private final Map<String, List<Double>> samples = new TreeMap<>();

  /** The first round warms up. */
  Samples() {
    this(1);
  }

  /** The first {@code warmUp} rounds warm up. */
  Samples(int warmUp) {
    this.warmUp = warmUp;
  }

  void add(String name, double value) {
    samples.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  double median(String name) {
    var all = samples.getOrDefault(name, List.of());
    var counted = all.size() > warmUp ? all.subList(warmUp, all.size()) : all;
    return quantile(counted, 0.5);
  }

  /** The value below which {@code share} of the values lie. */
  static double quantile(List<Double> values, double share) {
    var sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }
}
