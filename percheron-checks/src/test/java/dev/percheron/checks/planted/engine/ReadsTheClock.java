package dev.percheron.checks.planted.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Supplier;

/** Time from everywhere but from whoever holds it. */
final class ReadsTheClock {
  private final Supplier<Instant> byReference = Instant::now;

  Instant now() {
    return byReference.get().plusMillis(System.currentTimeMillis());
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  InstantSource source() {
    return InstantSource.system();
  }

  LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  @SuppressWarnings("JavaUtilDate")
  Date date() {
    return new Date();
  }

  Instant told(Clock clock) {
    return Instant.now(clock);
  }
}
