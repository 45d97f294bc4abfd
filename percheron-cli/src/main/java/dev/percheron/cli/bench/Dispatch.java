package dev.percheron.cli.bench;

import dev.percheron.Percheron;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** What the road costs when the store is memory, beside virtual threads behind a semaphore. */
final class Dispatch {
  private static final int SLOTS = 256;

  private Dispatch() {}

  /** Nanoseconds a job through queue, worker and executor. */
  static double percheron(int count) throws Exception {
    try (var percheron = Percheron.inMemory()) {
      BenchJobs.pushBatches(percheron, count);
      return BenchJobs.drain(percheron) / count;
    }
  }

  /** Nanoseconds a task of a bare executor. */
  static double bare(int count) throws Exception {
    return Stopwatch.nanosEach(count, () -> runBare(count));
  }

  private static void runBare(int count) throws InterruptedException {
    var slots = new Semaphore(SLOTS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        slots.acquire();
        threads.execute(() -> run(slots));
      }
    }
  }

  private static void run(Semaphore slots) {
    try {
      BenchJobs.nothing();
    } finally {
      slots.release();
    }
  }
}
