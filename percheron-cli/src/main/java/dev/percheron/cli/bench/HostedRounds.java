package dev.percheron.cli.bench;

import dev.percheron.Percheron;
import dev.percheron.api.Queue;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The measures of child JVMs, a round at a time: ours and what they are held against in turn.
 *
 * @param scratch where files are
 * @param jobs how many
 * @param python the other pool, if it is there
 */
record HostedRounds(Scratch scratch, int jobs, Optional<Python> python) {
  private static final int CHILDREN = 2;
  private static final int WARM =
      10; // times as many before: by then a JVM has compiled what it can
  private static final Map<String, String> NO_SPARE = Map.of("spare", "0");
  private static final Map<String, String> NO_CACHE = Map.of("spare", "0", "aot-cache", "off");

  /** One round of everything. */
  void run(Samples samples) throws Exception {
    samples.add("pipe", PipeEcho.roundTrip(jobs));
    trip(samples);
    if (python.isPresent()) {
      var told = python.get().measure(jobs);
      samples.add("python trip", told.trip());
      samples.add("python rate", told.rate());
    }
    try (var pool = HostedPool.of(CHILDREN, NO_SPARE)) {
      pool.rate(jobs * 4 * WARM);
      samples.add("rate", pool.rate(jobs * 20));
    }
    samples.add("stored", drain("process"));
    samples.add("drained", drain("virtual"));
    samples.add("cold, no cache", firstJob(NO_CACHE));
    samples.add("no spare", killed(0));
    samples.add("spare", killed(1));
  }

  private void trip(Samples samples) throws IOException {
    long start = System.nanoTime();
    try (var pool = HostedPool.of(1, NO_SPARE)) {
      pool.run("bench.nothing");
      samples.add("cold", (System.nanoTime() - start) / 1e6);
      pool.inTurn(jobs * WARM);
      samples.add("trip", pool.inTurn(jobs));
      samples.add("memory", pool.childMemory());
    }
  }

  private static double firstJob(Map<String, String> options) {
    long start = System.nanoTime();
    try (var pool = HostedPool.of(1, options)) {
      pool.run("bench.nothing");
      return (System.nanoTime() - start) / 1e6;
    }
  }

  /** From the end of the job that ended its child until the next one has run. */
  private static double killed(int spares) {
    try (var pool = HostedPool.of(1, Map.of("spare", Integer.toString(spares)))) {
      pool.inTurn(50);
      pool.awaitChildren(1 + spares);
      pool.run("bench.halt");
      long start = System.nanoTime();
      pool.run("bench.nothing");
      return (System.nanoTime() - start) / 1e6;
    }
  }

  /** Through queue and store; jobs a second, the start of the worker and its children included. */
  private double drain(String executor) throws IOException {
    var file = scratch.file(executor + "-" + System.nanoTime() + ".db");
    try (var percheron = Percheron.open("jdbc:sqlite:" + file)) {
      var queue = Queue.named("default").executor(executor);
      percheron.declare(executor.equals("process") ? queue.concurrency(CHILDREN) : queue);
      percheron.handlers(HostedJobs.class);
      BenchJobs.pushBatches(percheron, jobs * 10);
      return jobs * 10 / (BenchJobs.drain(percheron) / 1e9);
    }
  }
}
