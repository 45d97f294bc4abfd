package dev.percheron.schedule;

import java.time.Instant;

/**
 * One time at which a trigger is due.
 *
 * @param meant when by its rule
 * @param at when with the jitter that was asked for; {@code meant} without
 */
public record Fire(Instant meant, Instant at) {
  static Fire on(Instant instant) {
    return new Fire(instant, instant);
  }
}
