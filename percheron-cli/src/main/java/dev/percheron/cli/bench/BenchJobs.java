package dev.percheron.cli.bench;

import static dev.percheron.api.Jobs.job;

import dev.percheron.Percheron;
import dev.percheron.api.Handler;
import dev.percheron.api.JobRequest;
import dev.percheron.api.QueueStatus;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The jobs that are measured, and the ways to push and drain them. */
final class BenchJobs {
  private static final int BATCH = 10_000;
  private static final long LOOK_NANOS = 1_000_000;
  private static final long FASTEST_NANOS = 1_000; // a job; no drain is faster
  private static final SynchronousQueue<Long> STARTED = new SynchronousQueue<>();

  private BenchJobs() {}

  /** Does nothing. */
  @Handler("bench.nothing")
  static void nothing() {}

  /** Tells when it started. */
  @Handler("bench.tell")
  static void tell() throws InterruptedException {
    STARTED.offer(System.nanoTime(), 10, TimeUnit.SECONDS);
  }

  /** When the next job that tells has started. */
  static long nextStart() throws InterruptedException {
    var start = STARTED.poll(30, TimeUnit.SECONDS);
    if (start == null) {
      throw new IllegalStateException("a job did not start within 30 s");
    }
    return start;
  }

  static JobRequest<@Nullable Void> request() {
    return job(BenchJobs::nothing);
  }

  static JobRequest<@Nullable Void> telling() {
    return job(BenchJobs::tell);
  }

  static void pushBatches(Percheron percheron, int count) {
    for (int left = count; left > 0; left -= BATCH) {
      percheron.pushAll(Collections.nCopies(Math.min(BATCH, left), request()));
    }
  }

  static void pushSingly(Percheron percheron, int count) {
    for (int i = 0; i < count; i++) {
      percheron.push(request());
    }
  }

  static void pushFrom(int threads, Percheron percheron, int count) throws InterruptedException {
    var done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      Thread.ofPlatform()
          .name("bench-pusher-" + i)
          .start(() -> {
            pushSingly(percheron, count / threads);
            done.countDown();
          });
    }
    done.await();
  }

  /**
   * Waits until the last settlement is stored. Looks seldom while much is left: to look costs what
   * is being measured.
   */
  static void awaitEmpty(Percheron percheron) {
    for (long left = left(percheron); left > 0; left = left(percheron)) {
      LockSupport.parkNanos(Math.max(LOOK_NANOS, left * FASTEST_NANOS));
    }
  }

  private static long left(Percheron percheron) {
    return percheron.operations().queues().stream()
        .map(QueueStatus::counts)
        .mapToLong(counts -> counts.ready() + counts.running() + counts.scheduled())
        .sum();
  }

  /**
   * Runs all that waits.
   *
   * @return nanoseconds from the start of the worker until the last settlement was stored
   */
  static double drain(Percheron percheron) {
    long start = System.nanoTime();
    try (var worker = percheron.worker().start()) {
      awaitEmpty(percheron);
      long end = System.nanoTime();
      worker.stopRunning("measured");
      return end - start;
    }
  }
}
