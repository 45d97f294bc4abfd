package dev.percheron.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a job is to be run: all of a request but its handler and arguments.
 *
 * @param queue the name of the queue
 * @param priority larger is sooner
 * @param due when it may first run
 * @param startDeadline the instant after which it must not start any more
 * @param uniqueKey the key that no other unfinished job may have
 * @param options retries, limits, result retention
 * @param metadata free text by key
 */
public record JobPlan(
    String queue,
    int priority,
    Due due,
    Optional<Instant> startDeadline,
    Optional<String> uniqueKey,
    JobOptions options,
    Map<String, String> metadata) {
  /** On the default queue, as soon as possible, with default options. */
  public static final JobPlan DEFAULT =
      new JobPlan(
          JobSpec.DEFAULT_QUEUE,
          0,
          Due.NOW,
          Optional.empty(),
          Optional.empty(),
          JobOptions.DEFAULT,
          Map.of());

  private static final int MAX_METADATA = 10_000;

  JobPlan queue(String name) {
    return new JobPlan(
        Names.checked("queue", name), priority, due, startDeadline, uniqueKey, options, metadata);
  }

  JobPlan priority(int value) {
    if (value < JobSpec.LOWEST_PRIORITY || value > JobSpec.HIGHEST_PRIORITY) {
      throw new IllegalArgumentException("a priority is -100 to 100, was " + value);
    }
    return new JobPlan(queue, value, due, startDeadline, uniqueKey, options, metadata);
  }

  JobPlan due(Due when) {
    return new JobPlan(queue, priority, when, startDeadline, uniqueKey, options, metadata);
  }

  JobPlan startBy(Instant deadline) {
    return new JobPlan(queue, priority, due, Optional.of(deadline), uniqueKey, options, metadata);
  }

  JobPlan unique(String key) {
    return new JobPlan(
        queue,
        priority,
        due,
        startDeadline,
        Optional.of(Names.checked("unique", key)),
        options,
        metadata);
  }

  JobPlan options(JobOptions other) {
    return new JobPlan(queue, priority, due, startDeadline, uniqueKey, other, metadata);
  }

  JobPlan metadata(String key, String value) {
    var more = new TreeMap<>(metadata);
    more.put(Names.checked("metadata", key), checkedMetadata(key, value));
    return new JobPlan(queue, priority, due, startDeadline, uniqueKey, options, more);
  }

  /**
   * Returns {@code value} when it may stand in a job's metadata.
   *
   * @throws IllegalArgumentException when it has more than 10,000 characters
   */
  public static String checkedMetadata(String key, String value) {
    if (value.length() > MAX_METADATA) {
      throw new IllegalArgumentException(
          "metadata '%s' has %d characters, at most %d are kept; put it into the arguments"
              .formatted(Names.shown(key), value.length(), MAX_METADATA));
    }
    return value;
  }
}
