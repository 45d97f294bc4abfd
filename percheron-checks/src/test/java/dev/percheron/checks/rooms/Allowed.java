package dev.percheron.checks.rooms;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a rule does not hold, and why. A reason is part of the exception: without one nobody knows
 * when it may go.
 */
record Allowed(Map<String, String> reasons) {
  /** No exception at all. */
  static final Allowed NOTHING = new Allowed(Map.of());

  Allowed {
    reasons = Map.copyOf(reasons);
  }

  /** The same and one more. */
  Allowed and(String place, String reason) {
    var more = new TreeMap<>(reasons);
    more.put(place, reason);
    return new Allowed(more);
  }

  /** Whether {@code place} – a class such as {@code engine.Loop} – or its package is named. */
  boolean names(String place) {
    return reasons.containsKey(place)
        || (place.contains(".") && names(place.substring(0, place.lastIndexOf('.'))));
  }
}
