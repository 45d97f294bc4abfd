package dev.percheron.spi;

import java.time.InstantSource;

/**
 * How a store is opened.
 *
 * @param time the clock, where the store has none of its own
 * @param migrate whether an older schema is brought up to date; a new, empty store always gets its
 *     schema
 */
public record StoreSettings(InstantSource time, boolean migrate) {
  /** The system's clock; an older schema is refused with a message that says what to run. */
  public static final StoreSettings DEFAULT = new StoreSettings(InstantSource.system(), false);
}
