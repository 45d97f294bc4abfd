package dev.percheron.jdbc;

import dev.percheron.spi.StoreSettings;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The store's time: the database's own, so that no machine's clock can be wrong. Only tests give
 * another.
 *
 * @param given what is gone by instead of the database's time
 */
record PostgresClock(Optional<InstantSource> given) {

  static PostgresClock of(StoreSettings settings) {
    boolean isSystem = settings.time().equals(StoreSettings.DEFAULT.time());
    return new PostgresClock(isSystem ? Optional.empty() : Optional.of(settings.time()));
  }

  /** What statements take for {@code NOW}: nothing for the database's time. */
  long parameter() {
    return given.isPresent() ? Micros.of(given.orElseThrow().instant()) : Micros.NONE;
  }

  /** The time now, in microseconds. */
  long now(Session session) throws SQLException {
    return given.isPresent() ? parameter() : session.on("time.now").putTime(Micros.NONE).number();
  }

  Instant instant(Session session) throws SQLException {
    return Micros.instant(now(session));
  }

  /** How many microseconds have passed since {@code then}, which was taken {@code at} here. */
  long passed(long then, long at) {
    return given.isPresent() ? parameter() - then : (System.nanoTime() - at) / 1_000;
  }
}
