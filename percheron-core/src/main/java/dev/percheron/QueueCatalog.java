package dev.percheron;

import dev.percheron.api.Capability;
import dev.percheron.api.JobRefused;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Queue;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What queues there are and what their executors can, as far as this process knows: a limit that
 * cannot be kept is refused here, when the job is pushed. Remembers the declarations for a second,
 * so that a push does not read them each time.
 */
final class QueueCatalog {
  private record Known(Map<String, Queue> queues, Instant until) {}

  private static final Duration REMEMBERED = Duration.ofSeconds(1);

  private final JobStore store;
  private final Map<String, JobExecutorProvider> providers;
  private final InstantSource time;
  private volatile Known known = new Known(Map.of(), Instant.MIN);

  QueueCatalog(JobStore store, Map<String, JobExecutorProvider> providers, InstantSource time) {
    this.store = store;
    this.providers = providers;
    this.time = time;
  }

  /**
   * Declares a queue.
   *
   * @throws JobRefused when its executor is known here and does not take its options
   */
  void declare(Queue queue) {
    var provider = providers.get(queue.executor());
    if (provider != null) {
      checkOptions(provider, queue);
    }
    store.declare(queue);
    known = new Known(Map.of(), Instant.MIN);
  }

  /**
   * @throws JobRefused when the job asks for a limit that its queue's executor cannot keep, or
   *     could never run there
   */
  void check(JobSpec spec) {
    try {
      queue(spec.queue()).ifPresent(queue -> check(spec, queue));
    } catch (JobRefused e) {
      if (!refresh()) {
        throw e;
      }
      queue(spec.queue()).ifPresent(queue -> check(spec, queue));
    }
  }

  private void check(JobSpec spec, Queue queue) {
    var provider = providers.get(queue.executor());
    if (provider != null) { // else only the workers know it: it will refuse the attempt itself
      checkLimits(provider, spec.options().limits().needs(), queue);
      checkJob(provider, spec, queue);
    }
  }

  private void checkLimits(JobExecutorProvider provider, Set<Capability> needs, Queue queue) {
    var missing = new TreeSet<>(needs);
    missing.removeAll(provider.capabilities());
    if (!missing.isEmpty()) {
      throw new JobRefused(refusal(queue, missing, needs));
    }
  }

  private static void checkJob(JobExecutorProvider provider, JobSpec spec, Queue queue) {
    try {
      provider.check(queue, spec);
    } catch (IllegalArgumentException e) {
      throw new JobRefused(
          "queue '%s' cannot run this: %s".formatted(queue.name(), e.getMessage()), e);
    }
  }

  private String refusal(Queue queue, Set<Capability> missing, Set<Capability> needs) {
    var able =
        providers.values().stream()
            .filter(provider -> provider.capabilities().containsAll(needs))
            .map(JobExecutorProvider::alias)
            .sorted()
            .collect(Collectors.joining(", "));
    return "the executor '%s' of queue '%s' cannot enforce %s; "
            .formatted(queue.executor(), queue.name(), missing)
        + (able.isEmpty()
            ? "no executor here can, so push the job without that limit"
            : "push it to a queue on one that can: " + able);
  }

  private Optional<Queue> queue(String name) {
    return Optional.ofNullable(queues().get(name));
  }

  private Map<String, Queue> queues() {
    if (!time.instant().isBefore(known.until())) {
      known = read();
    }
    return known.queues();
  }

  private Known read() {
    var queues = new TreeMap<String, Queue>();
    store.queues().forEach(queue -> queues.put(queue.name(), queue));
    return new Known(queues, time.instant().plus(REMEMBERED));
  }

  /** Reads again what may be a second old; says whether that was news. */
  private boolean refresh() {
    var before = known.queues();
    known = read();
    return !known.queues().equals(before);
  }

  private static void checkOptions(JobExecutorProvider provider, Queue queue) {
    try {
      provider.check(queue);
    } catch (IllegalArgumentException e) {
      throw new JobRefused(
          "queue '%s' cannot be declared: %s".formatted(queue.name(), e.getMessage()), e);
    }
  }
}
