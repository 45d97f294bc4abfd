package dev.percheron.checks.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does. */
final class Wait {
  private static final long LOOK_NANOS = 1_000_000;
  private static final long LONGEST = Duration.ofMinutes(2).toNanos();

  private Wait() {}

  /** Until the last completion is durable. */
  static void untilDone(Contender contender) throws Exception {
    long end = System.nanoTime() + LONGEST;
    while (!contender.isDone()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("its jobs have run and do not end");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
