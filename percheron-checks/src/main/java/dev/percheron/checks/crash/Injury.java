package dev.percheron.checks.crash;

/** What the driver does to a run, and how often in proportion to the others. */
public enum Injury {
  /** {@code kill -9} of a worker. */
  KILL_WORKER(4),
  /** {@code kill -9} of a pusher. */
  KILL_PUSHER(2),
  /** A worker is stopped for longer than its lease, and goes on or is killed before it does. */
  FREEZE_WORKER(4),
  /** The store's server is ended without a word and started again. */
  CRASH_STORE(1),
  /** Some of the processes cannot reach the store for longer than a lease: not even a refusal. */
  CUT_NETWORK(2);

  private final int weight;

  Injury(int weight) {
    this.weight = weight;
  }

  /** How often, in proportion. */
  int weight() {
    return weight;
  }
}
