package dev.percheron.api;

import java.util.Optional;
import java.util.Set;

/**
 * Which jobs to list, newest first.
 *
 * @param states in one of these states; empty means any
 * @param queue of this queue
 * @param handler of this handler
 * @param before with a smaller id than this; for the next page
 * @param limit at most so many; 1 to {@value #MOST}
 */
public record JobFilter(
    Set<JobState> states,
    Optional<String> queue,
    Optional<String> handler,
    Optional<JobId> before,
    int limit) {
  /** The largest page. */
  public static final int MOST = 1_000;

  /** The newest 50 jobs of any kind. */
  public static final JobFilter NEWEST =
      new JobFilter(Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), 50);

  /**
   * @throws IllegalArgumentException when the limit is out of its range
   */
  public JobFilter {
    states = Set.copyOf(states);
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("a page has 1 to %d jobs, was %d".formatted(MOST, limit));
    }
  }

  /** The same with these states. */
  public JobFilter in(JobState... any) {
    return new JobFilter(Set.of(any), queue, handler, before, limit);
  }

  /** The same with this queue. */
  public JobFilter queue(String name) {
    return new JobFilter(states, Optional.of(name), handler, before, limit);
  }

  /** The same with this handler. */
  public JobFilter handler(String name) {
    return new JobFilter(states, queue, Optional.of(name), before, limit);
  }

  /** The page after the one that ended with {@code id}. */
  public JobFilter after(JobId id) {
    return new JobFilter(states, queue, handler, Optional.of(id), limit);
  }

  /** The same with pages of {@code size}. */
  public JobFilter limit(int size) {
    return new JobFilter(states, queue, handler, before, size);
  }
}
