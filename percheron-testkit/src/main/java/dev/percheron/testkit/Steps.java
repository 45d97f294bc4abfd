package dev.percheron.testkit;

import dev.percheron.Worker;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Drives {@linkplain dev.percheron.WorkerBuilder#stepped stepped} workers from a test. */
public final class Steps {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Steps() {}

  /** Steps the workers in turn until none of them did anything. */
  public static void untilIdle(Worker... workers) {
    int done = 1;
    while (done > 0) {
      done = 0;
      for (var worker : workers) {
        done += worker.runOnce();
      }
    }
  }

  /**
   * Steps the workers in turn until something holds; for executors with threads of their own.
   *
   * @throws AssertionError when it does not hold within 30 seconds
   */
  public static void until(String what, BooleanSupplier holds, Worker... workers) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      List.of(workers).forEach(Worker::runOnce);
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      Thread.onSpinWait();
    }
  }
}
