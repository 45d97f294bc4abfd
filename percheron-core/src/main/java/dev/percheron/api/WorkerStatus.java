package dev.percheron.api;

import java.time.Instant;
import java.util.List;

/**
 * A worker as the store knows it.
 *
 * @param id its identity
 * @param name its name, for people
 * @param host the machine it runs on
 * @param pid its process
 * @param startedAt when it started
 * @param leaseUntil until when it is taken to be alive
 * @param queues what it said of its queues when it last renewed its lease
 */
public record WorkerStatus(
    WorkerId id,
    String name,
    String host,
    long pid,
    Instant startedAt,
    Instant leaseUntil,
    List<QueueReport> queues) {
  /** Cuts nothing, copies the list. */
  public WorkerStatus {
    queues = List.copyOf(queues);
  }

  /**
   * How one queue fares in one worker.
   *
   * @param queue which
   * @param executor the alias that it runs on here
   * @param concurrency how many slots
   * @param running how many of them are taken
   * @param stuck how many threads ignore that their attempt was ended
   * @param trouble why nothing of it is taken here; empty when all is well
   */
  public record QueueReport(
      String queue, String executor, int concurrency, int running, int stuck, String trouble) {}
}
