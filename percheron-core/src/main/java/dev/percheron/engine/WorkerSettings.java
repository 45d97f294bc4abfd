package dev.percheron.engine;

import dev.percheron.api.Queue;
import java.time.Duration;
import java.util.Set;

/**
 * How a worker works.
 *
 * @param name its name, for people
 * @param queues which queues it serves; empty means all
 * @param tags what it has; a queue that asks for others is not its to serve
 * @param lease how long it is taken to be alive after it last said so
 * @param keepOthers how long jobs that did not succeed are kept
 * @param mostKills after how many workers lost with it a job is taken for the cause
 */
public record WorkerSettings(
    String name,
    Set<String> queues,
    Set<String> tags,
    Duration lease,
    Duration keepOthers,
    int mostKills) {
  /** The shortest lease: below it a pause of the collector would look like a death. */
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

  /**
   * @throws IllegalArgumentException when a value is out of its range
   */
  public WorkerSettings {
    queues = Set.copyOf(queues);
    tags = Set.copyOf(tags);
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("a worker's lease is 1 s to 1 h, was " + lease);
    }
    if (mostKills < 1) {
      throw new IllegalArgumentException("mostKills is at least 1, was " + mostKills);
    }
  }

  boolean serves(Queue queue) {
    return (queues.isEmpty() || queues.contains(queue.name())) && tags.containsAll(queue.tags());
  }

  /** How often the lease is renewed: often enough to miss two and still hold it. */
  Duration renewEvery() {
    return lease.dividedBy(4);
  }

  /** How long before its end the lease is given up: others may not take over before we stop. */
  Duration margin() {
    return lease.dividedBy(5);
  }

  Duration rescueEvery() {
    return lease.dividedBy(5);
  }
}
