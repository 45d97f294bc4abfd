package dev.percheron.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done: the part of a job that never changes.
 *
 * @param handler the name of the handler
 * @param queue the name of the queue
 * @param priority larger is sooner; {@value #LOWEST_PRIORITY} to {@value #HIGHEST_PRIORITY}, 0 by
 *     default
 * @param arguments a JSON array with one element for each parameter
 * @param metadata free text by key; the handler sees it and may change it
 * @param options retries, limits, result retention
 * @param startDeadline the instant after which it must not start any more
 */
public record JobSpec(
    String handler,
    String queue,
    int priority,
    String arguments,
    Map<String, String> metadata,
    JobOptions options,
    Optional<Instant> startDeadline) {
  /** The lowest priority. */
  public static final int LOWEST_PRIORITY = -100;

  /** The highest priority. */
  public static final int HIGHEST_PRIORITY = 100;

  /** The queue that always exists. */
  public static final String DEFAULT_QUEUE = "default";

  /**
   * @throws IllegalArgumentException when the priority is out of its range
   */
  public JobSpec {
    if (priority < LOWEST_PRIORITY || priority > HIGHEST_PRIORITY) {
      throw new IllegalArgumentException("a priority is -100 to 100, was " + priority);
    }
    metadata = Map.copyOf(metadata);
  }

  /** A job of {@code handler} on {@code queue} with JSON {@code arguments}, all else by default. */
  public static JobSpec of(String handler, String queue, String arguments) {
    return new JobSpec(
        handler, queue, 0, arguments, Map.of(), JobOptions.DEFAULT, Optional.empty());
  }

  /** The same with other options. */
  public JobSpec options(JobOptions other) {
    return new JobSpec(handler, queue, priority, arguments, metadata, other, startDeadline);
  }

  /** The same with another priority. */
  public JobSpec priority(int other) {
    return new JobSpec(handler, queue, other, arguments, metadata, options, startDeadline);
  }

  /** The same with other metadata. */
  public JobSpec metadata(Map<String, String> other) {
    return new JobSpec(handler, queue, priority, arguments, other, options, startDeadline);
  }

  /** The same with a start deadline. */
  public JobSpec startBy(Instant deadline) {
    return new JobSpec(
        handler, queue, priority, arguments, metadata, options, Optional.of(deadline));
  }
}
