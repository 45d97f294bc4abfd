package dev.percheron.checks.crash;

import static java.util.stream.Collectors.groupingBy;

import dev.percheron.checks.crash.StoreContent.StoredJob;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Two jobs with one unique key are never unfinished at the same time, by the store's own clock. */
final class KeyRules {
  private final StoreContent store;

  KeyRules(StoreContent store) {
    this.store = store;
  }

  Stream<String> violations() {
    return store.jobs().stream()
        .filter(job -> !job.key().equals(History.NO_KEY))
        .collect(groupingBy(StoredJob::key))
        .values()
        .stream()
        .flatMap(KeyRules::overlapping);
  }

  private static Stream<String> overlapping(List<StoredJob> jobs) {
    var inOrder = jobs.stream().sorted(Comparator.comparing(StoredJob::createdAt)).toList();
    return IntStream.range(1, inOrder.size())
        .filter(i -> overlap(inOrder.get(i - 1), inOrder.get(i)))
        .mapToObj(i -> told(inOrder.get(i - 1), inOrder.get(i)));
  }

  private static boolean overlap(StoredJob first, StoredJob second) {
    return second.createdAt().isBefore(first.finishedAt().orElse(Instant.MAX));
  }

  private static String told(StoredJob first, StoredJob second) {
    return "jobs %d and %d were unfinished at the same time under the unique key %s"
        .formatted(first.job(), second.job(), first.key());
  }
}
