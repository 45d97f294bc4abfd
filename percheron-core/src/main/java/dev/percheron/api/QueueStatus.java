package dev.percheron.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A queue and what is in it.
 *
 * @param queue what was declared
 * @param pausedUntil when it resumes by itself; {@link Instant#MAX} when only by hand; empty when
 *     it is not paused
 * @param counts how many jobs are in which state
 * @param oldestReady how long the job at its head has been ready
 */
public record QueueStatus(
    Queue queue, Optional<Instant> pausedUntil, Counts counts, Optional<Duration> oldestReady) {
  /**
   * Jobs by state. Ended ones are those still kept.
   *
   * @param scheduled due later
   * @param ready may be claimed
   * @param running claimed
   * @param succeeded ended well
   * @param failed ended for good
   * @param cancelled cancelled
   * @param expired not started in time
   */
  public record Counts(
      long scheduled,
      long ready,
      long running,
      long succeeded,
      long failed,
      long cancelled,
      long expired) {
    /** No jobs. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
  }

  /** Whether nothing of it is claimed at {@code now}. */
  public boolean isPaused(Instant now) {
    return pausedUntil.isPresent() && now.isBefore(pausedUntil.orElseThrow());
  }
}
