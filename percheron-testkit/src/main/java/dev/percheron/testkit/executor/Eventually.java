package dev.percheron.testkit.executor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do, without sleeping and not for ever. */
final class Eventually {
  /** Far longer than anything here takes, even on a machine with too much to do. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private Eventually() {}

  /** Returns when {@code holds}, asked again and again with {@code between} in between. */
  static void until(String what, BooleanSupplier holds, Runnable between) {
    var clock = InstantSource.system();
    var end = clock.instant().plus(PATIENCE);
    while (!holds.getAsBoolean()) {
      if (clock.instant().isAfter(end)) {
        throw new AssertionError("waited " + PATIENCE + " in vain until " + what);
      }
      between.run();
    }
  }

  /** Returns when {@code holds}. */
  static void until(String what, BooleanSupplier holds) {
    until(what, holds, Thread::onSpinWait);
  }
}
