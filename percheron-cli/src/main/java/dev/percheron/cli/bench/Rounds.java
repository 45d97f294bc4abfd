package dev.percheron.cli.bench;

import dev.percheron.Percheron;
import dev.percheron.api.Queue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The measures on SQLite, a round at a time: Percheron and the raw limit in turn, each on a new
 * file, so that what the machine does meanwhile meets both.
 *
 * @param scratch where the files are
 * @param jobs how many jobs are drained
 * @param singles how many are pushed one by one
 * @param probes how many are timed on an idle worker
 */
record Rounds(Scratch scratch, int jobs, int singles, int probes) {
  private static final int THREADS = 8;
  private static final int RAW_BATCH = 10_000;
  private static final long IDLE_NANOS = 3_000_000;

  /** One round of everything on SQLite. */
  void run(int round, Samples samples) throws Exception {
    raw(round, samples);
    kept(round, samples);
    rawDrain(round, samples);
    notKept(round, samples);
    idle(round, samples);
    rawIdle(round, samples);
  }

  /** One round in memory; a program has one store, so these do not mix with the others. */
  void runInMemory(Samples samples) throws Exception {
    samples.add("dispatch", Dispatch.percheron(jobs * 2));
    samples.add("dispatch raw", Dispatch.bare(jobs * 2));
  }

  private void raw(int round, Samples samples) throws Exception {
    try (var raw = RawSqlite.open(scratch.file("raw-" + round))) {
      samples.add("single raw", Stopwatch.rate(singles, () -> raw.commits(singles)));
    }
  }

  private void rawDrain(int round, Samples samples) throws Exception {
    try (var raw = RawSqlite.open(scratch.file("drain-" + round))) {
      samples.add("batch raw", Stopwatch.rate(jobs, () -> raw.batches(jobs, RAW_BATCH)));
      samples.add("drain raw", Stopwatch.rate(jobs, () -> raw.claimAndDelete(jobs)));
    }
  }

  private void kept(int round, Samples samples) throws Exception {
    try (var percheron = open("kept-" + round)) {
      samples.add("batch", Stopwatch.rate(jobs, () -> BenchJobs.pushBatches(percheron, jobs)));
      samples.add("drain", jobs / (BenchJobs.drain(percheron) / 1e9));
    }
    try (var percheron = open("single-" + round)) {
      samples.add(
          "single", Stopwatch.rate(singles, () -> BenchJobs.pushSingly(percheron, singles)));
      samples.add(
          "threads",
          Stopwatch.rate(singles, () -> BenchJobs.pushFrom(THREADS, percheron, singles)));
    }
  }

  private void notKept(int round, Samples samples) throws Exception {
    try (var percheron = open("gone-" + round)) {
      percheron.declare(Queue.named("default").keepSucceeded(Duration.ZERO));
      BenchJobs.pushBatches(percheron, jobs);
      samples.add("drain gone", jobs / (BenchJobs.drain(percheron) / 1e9));
    }
  }

  /** A push to a worker that has nothing to do, until its handler runs. */
  private void idle(int round, Samples samples) throws Exception {
    try (var percheron = open("idle-" + round);
        var worker = percheron.worker().start()) {
      var millis = new ArrayList<Double>();
      for (int i = 0; i < probes; i++) {
        LockSupport.parkNanos(IDLE_NANOS);
        millis.add(probe(percheron));
      }
      samples.add("latency p50", Samples.quantile(millis, 0.5));
      samples.add("latency p99", Samples.quantile(millis, 0.99));
      worker.stopRunning("measured");
    }
  }

  /** What of that is the disk: a push waits for one commit. */
  private void rawIdle(int round, Samples samples) throws Exception {
    try (var raw = RawSqlite.open(scratch.file("commits-" + round))) {
      var millis = raw.commitMillis(probes);
      samples.add("latency p50 raw", Samples.quantile(millis, 0.5));
      samples.add("latency p99 raw", Samples.quantile(millis, 0.99));
    }
  }

  private static double probe(Percheron percheron) throws InterruptedException {
    long start = System.nanoTime();
    percheron.push(BenchJobs.telling());
    double millis = (BenchJobs.nextStart() - start) / 1e6;
    BenchJobs.awaitEmpty(percheron);
    return millis;
  }

  private Percheron open(String name) {
    Path file = scratch.file(name + ".db");
    return Percheron.open("jdbc:sqlite:" + file);
  }

  /** What the samples say. */
  static List<Figure> figures(Samples samples) {
    double single = samples.median("single raw");
    double drain = samples.median("drain raw");
    return List.of(
        Figure.rate("push, 1 thread", samples.median("single"), single),
        Figure.rate("push, 8 threads", samples.median("threads"), single),
        Figure.rate("push, batches of 10000", samples.median("batch"), samples.median("batch raw")),
        Figure.rate("drain on virtual, history kept", samples.median("drain"), drain).atLeast(0.30),
        Figure.rate("drain on virtual, no history", samples.median("drain gone"), drain)
            .atLeast(0.45),
        latency("p50", samples),
        latency("p99", samples).below(10),
        new Figure(
                "dispatch in memory, a job",
                "ns",
                samples.median("dispatch"),
                Optional.of(samples.median("dispatch raw")),
                Optional.empty())
            .atMostOver(2_000));
  }

  private static Figure latency(String part, Samples samples) {
    return new Figure(
        "idle push to start, " + part,
        "ms",
        samples.median("latency " + part),
        Optional.of(samples.median("latency " + part + " raw")),
        Optional.empty());
  }
}
