package dev.percheron.api;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A named line of jobs, and where they run. Immutable; the methods return changed copies.
 *
 * <pre>{@code
 * Queue.named("pdf").executor("threads", Map.of("max-stuck", "2")).concurrency(4)
 * }</pre>
 *
 * @param name its name
 * @param executor the alias of the executor its attempts run on; {@code virtual} by default
 * @param options the executor's options, by name; each executor says which it knows and refuses
 *     others
 * @param concurrency how many attempts run at once in each worker; empty takes the executor's
 *     default
 * @param keepSucceeded how long succeeded jobs are kept; zero keeps no history of successes, which
 *     is faster, and means that their results cannot be had later
 * @param tags what a worker must have to serve it, such as {@code gpu}; none by default
 */
public record Queue(
    String name,
    String executor,
    Map<String, String> options,
    OptionalInt concurrency,
    Duration keepSucceeded,
    Set<String> tags) {
  /** The most attempts that may run at once in one worker. */
  public static final int MOST_CONCURRENCY = 100_000;

  /** The most tags that a queue can ask for. */
  public static final int MOST_TAGS = 16;

  private static final Duration LONGEST_KEEP = Duration.ofDays(3660);

  /**
   * @throws IllegalArgumentException when a name is not one (see {@link Names}) or a number is out
   *     of its range
   */
  public Queue {
    Names.checked("queue", name);
    Names.checked("executor", executor);
    options.keySet().forEach(key -> Names.checked("option", key));
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    concurrency.ifPresent(Queue::checkConcurrency);
    if (keepSucceeded.isNegative() || keepSucceeded.compareTo(LONGEST_KEEP) > 0) {
      throw new IllegalArgumentException(
          "succeeded jobs are kept for 0 to 3660 days, was " + keepSucceeded);
    }
    tags = checkedTags(tags);
  }

  /**
   * A queue on virtual threads, with the executor's default concurrency, history kept for a week.
   */
  public static Queue named(String name) {
    return new Queue(name, "virtual", Map.of(), OptionalInt.empty(), Duration.ofDays(7), Set.of());
  }

  /** The same queue on another executor, without options. */
  public Queue executor(String alias) {
    return executor(alias, Map.of());
  }

  /** The same queue on another executor. */
  public Queue executor(String alias, Map<String, String> with) {
    return new Queue(name, alias, with, concurrency, keepSucceeded, tags);
  }

  /** The same queue with at most {@code attempts} at once in each worker. */
  public Queue concurrency(int attempts) {
    return new Queue(name, executor, options, OptionalInt.of(attempts), keepSucceeded, tags);
  }

  /** The same queue with succeeded jobs kept for {@code time}. */
  public Queue keepSucceeded(Duration time) {
    return new Queue(name, executor, options, concurrency, time, tags);
  }

  /** The same queue, served only by workers that have all of {@code tags}. */
  public Queue tags(String... tags) {
    return new Queue(
        name, executor, options, concurrency, keepSucceeded, Set.copyOf(Arrays.asList(tags)));
  }

  private static Set<String> checkedTags(Set<String> tags) {
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException(
          "a queue has at most %d tags, this one has %d".formatted(MOST_TAGS, tags.size()));
    }
    tags.forEach(tag -> Names.checked("tag", tag));
    return Collections.unmodifiableSet(new TreeSet<>(tags));
  }

  private static void checkConcurrency(int value) {
    if (value < 1 || value > MOST_CONCURRENCY) {
      throw new IllegalArgumentException(
          "a queue's concurrency is 1 to %d, was %d".formatted(MOST_CONCURRENCY, value));
    }
  }
}
