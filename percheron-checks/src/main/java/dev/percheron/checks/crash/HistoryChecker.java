package dev.percheron.checks.crash;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Judges a run: from what the processes have written down and from what the store holds at the end.
 * Pure, so that each of its rules is tested with a history that breaks it.
 */
public final class HistoryChecker {
  /** How many of a kind may run in all workers: a store that has such a rule declares it here. */
  private static final Map<Kind, Integer> MAX_RUNNING = Map.of();

  private HistoryChecker() {}

  /**
   * Looks for broken promises. A further promise is one more rule here: {@link Runs} has for each
   * job what is needed to say how many ran at a moment.
   *
   * @param lease how long a worker is taken to be alive after it last said so
   * @return a sentence for each broken promise; empty when all were kept
   */
  static List<String> violations(History history, StoreContent store, Duration lease) {
    var runs = new Runs(history, lease);
    return Stream.of(
            new PushRules(history, store).violations(),
            new KeyRules(store).violations(),
            new AttemptRules(history, store, runs).violations(),
            new OverlapRules(runs, lease).violations(),
            new LimitRules(history, runs, MAX_RUNNING).violations(),
            store.problems().stream().map(problem -> "the store: " + problem))
        .flatMap(found -> found)
        .toList();
  }
}
