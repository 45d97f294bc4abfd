package dev.percheron.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * Due once.
 *
 * @param instant when; in the years 1 to 9999
 */
public record AtTrigger(Instant instant) implements Trigger {
  /**
   * @throws IllegalArgumentException when the instant is out of its range
   */
  public AtTrigger {
    Ranges.checkInstant("a trigger's time", instant);
  }

  @Override
  public AtTrigger seeded(String seed) {
    return this;
  }

  @Override
  public String explain() {
    return "once, at " + instant;
  }

  Optional<Instant> after(Instant after) {
    return Optional.of(instant).filter(at -> at.isAfter(after));
  }

  Optional<Instant> before(Instant before) {
    return Optional.of(instant).filter(at -> at.isBefore(before));
  }
}
