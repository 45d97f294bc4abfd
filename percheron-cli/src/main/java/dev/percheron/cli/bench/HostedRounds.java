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

  /** One round of everything. */
  void run(Samples samples) throws Exception {
    samples.add("pipe", PipeEcho.roundTrip(jobs));
    trip(samples);
    if (python.isPresent()) {
      var told = python.get().measure(jobs);
      samples.add("python trip", told.trip());
      samples.add("python rate", told.rate());
    }
    try (var pool = HostedPool.of(CHILDREN, Map.of())) {
      pool.inTurn(jobs / 10);
      samples.add("rate", pool.rate(jobs * 10));
    }
    stored(samples);
    samples.add("no spare", killed());
  }

  private void trip(Samples samples) throws IOException {
    long start = System.nanoTime();
    try (var pool = HostedPool.of(1, Map.of())) {
      pool.run("bench.nothing");
      samples.add("cold", (System.nanoTime() - start) / 1e6);
      pool.inTurn(jobs / 2);
      samples.add("trip", pool.inTurn(jobs));
      samples.add("memory", pool.childMemory());
    }
  }

  private static double killed() {
    try (var pool = HostedPool.of(1, Map.of())) {
      pool.inTurn(50);
      pool.run("bench.halt");
      long start = System.nanoTime();
      pool.run("bench.nothing");
      return (System.nanoTime() - start) / 1e6;
    }
  }

  private void stored(Samples samples) throws IOException {
    var file = scratch.file("stored-" + System.nanoTime() + ".db");
    try (var percheron = Percheron.open("jdbc:sqlite:" + file)) {
      percheron.declare(Queue.named("default").executor("process").concurrency(CHILDREN));
      percheron.handlers(HostedJobs.class);
      BenchJobs.pushBatches(percheron, jobs * 2);
      samples.add("stored", jobs * 2 / (BenchJobs.drain(percheron) / 1e9));
    }
  }
}
