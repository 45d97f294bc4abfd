package dev.percheron.exec;

import dev.percheron.api.Capability;
import dev.percheron.api.Failure;
import dev.percheron.api.Limits;
import dev.percheron.api.Outcome;
import dev.percheron.api.Queue;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutorProvider;
import java.util.EnumSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Limits that an executor cannot keep. They were to be refused at the push; this is the last check.
 */
final class Unfit {
  static final String TYPE = "percheron.UnfitLimits";

  private Unfit() {}

  static Set<Capability> missing(JobExecutor executor, Limits limits) {
    var missing = EnumSet.noneOf(Capability.class);
    missing.addAll(limits.needs());
    missing.removeAll(executor.capabilities());
    return missing;
  }

  static Outcome limits(Queue queue, Set<Capability> missing) {
    return new Outcome.Failed(
        Failure.of(
            TYPE,
            "the executor '%s' of queue '%s' cannot enforce %s; %s"
                .formatted(queue.executor(), queue.name(), missing, able(missing))));
  }

  private static String able(Set<Capability> needed) {
    var names =
        ServiceLoader.load(JobExecutorProvider.class, JobExecutor.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.capabilities().containsAll(needed))
            .map(JobExecutorProvider::alias)
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "no executor that is installed here can" : "these can: " + names;
  }
}
