package dev.percheron.api;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reference that a push gives back. Safe for use by many threads; keeps nothing alive.
 *
 * @param <R> what the handler returns
 */
public interface JobRef<R extends @Nullable Object> {
  /** The job's identity. */
  JobId id();

  /**
   * Whether the push made a new job; {@code false} when an unfinished one with the same unique key
   * was there already and this refers to that.
   */
  boolean isNew();

  /**
   * The job as it stands now.
   *
   * @throws JobNotFound when it has been pruned or deleted
   */
  Job job();

  /**
   * Waits for the job to end and returns its result. Waiting does not disturb the job, nor does
   * giving up waiting.
   *
   * @param timeout how long at most; zero looks once
   * @return the result; {@code null} for a handler without a value
   * @throws AwaitTimeout when it has not ended by then
   * @throws JobFailed when it ended otherwise than by success
   * @throws JobNotFound when it has been pruned or deleted
   * @throws IllegalStateException when it succeeded but its result is not kept (any more)
   * @throws InterruptedException when the waiting thread is interrupted
   */
  R await(Duration timeout) throws InterruptedException;

  /** The result when the job has succeeded with one and it is still kept; never waits. */
  Optional<R> get();

  /** Cancels the job, whoever runs it. */
  CancelAnswer cancel();
}
