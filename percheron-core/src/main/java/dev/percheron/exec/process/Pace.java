package dev.percheron.exec.process;

import java.time.Duration;

/**
 * How long the jobs of a queue take, and so how many are handed to a child at once: one, unless
 * they are so short that waiting for the next would cost more than running it. Guarded by the pool.
 */
final class Pace {
  private static final long SHORT = Duration.ofMillis(5).toNanos();
  private static final long TINY = Duration.ofMillis(1).toNanos();
  private static final int FEW = 4;
  private static final int ENOUGH = 20; // jobs, before a mean says anything
  private static final int WEIGHT = 16;

  private final int most;
  private long mean = SHORT;
  private int count;

  Pace(int most) {
    this.most = most;
  }

  void ended(Run run) {
    if (run.isBegun()) {
      mean += (Math.min(System.nanoTime() - run.begunAt, 100 * SHORT) - mean) / WEIGHT;
      count = Math.min(count + 1, ENOUGH);
    }
  }

  int window() {
    if (count < ENOUGH || mean >= SHORT) {
      return 1;
    }
    return mean < TINY ? most : Math.min(most, FEW);
  }
}
