package dev.percheron.cli.demo;

import dev.percheron.api.Queue;

/** The parts of the demo; each has a queue of its own. */
enum Part {
  /** One job for each file. */
  DIGESTS("demo-digests", "virtual"),
  /** One job for each directory. */
  SIZES("demo-sizes", "threads"),
  /** One job for each of the largest files. */
  CHAINS("demo-chains", "loop"),
  /** A handful that misbehave. */
  MISFITS("demo-misfits", "virtual");

  private final String queue;
  private final String executor;

  Part(String queue, String executor) {
    this.queue = queue;
    this.executor = executor;
  }

  String queue() {
    return queue;
  }

  String executor() {
    return executor;
  }

  Queue declaration() {
    return Queue.named(queue).executor(executor);
  }
}
