package dev.percheron.schedule;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A set of times on the clock on the wall, in whole seconds, without regard to any zone; a {@link
 * WallClock} makes moments of them.
 */
interface WallRule {
  /** The first year that is looked at; local times may be a day outside of what instants may be. */
  int FIRST_YEAR = 0;

  /** The last year that is looked at. */
  int LAST_YEAR = 10_000;

  /** The first that is not before {@code from}. */
  Optional<LocalDateTime> atOrAfter(LocalDateTime from);

  /** The last that is before {@code to}. */
  Optional<LocalDateTime> before(LocalDateTime to);
}
