package dev.percheron.checks.crash;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.percheron.checks.crash.Entry.Acked;
import dev.percheron.checks.crash.Entry.Pushing;
import dev.percheron.checks.crash.Entry.Refused;
import dev.percheron.checks.crash.StoreContent.StoredJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was acknowledged is there and has ended as it should; what was not is there whole or not at
 * all.
 */
final class PushRules {
  private final History history;
  private final StoreContent store;
  private final Map<Long, StoredJob> byId = new HashMap<>();
  private final Map<Long, List<StoredJob>> byNumber;

  PushRules(History history, StoreContent store) {
    this.history = history;
    this.store = store;
    store.jobs().forEach(job -> byId.put(job.job(), job));
    this.byNumber = store.jobs().stream().collect(groupingBy(StoredJob::number));
  }

  Stream<String> violations() {
    return Stream.of(lost(), refused(), unfinished(), unheardOf(), doubled(), torn())
        .flatMap(found -> found);
  }

  private Stream<String> lost() {
    var announced = history.all(Pushing.class).collect(toMap(Pushing::number, one -> one));
    return history
        .all(Acked.class)
        .filter(ack -> !isThere(ack, announced))
        .map(ack ->
            "push %d was acknowledged as job %d, which is not there"
                .formatted(ack.number(), ack.job()));
  }

  private boolean isThere(Acked ack, Map<Long, Pushing> announced) {
    var job = byId.get(ack.job());
    var pushing = announced.get(ack.number());
    if (job == null || pushing == null) {
      return false;
    }
    return ack.isNew() ? job.number() == ack.number() : job.key().equals(pushing.key());
  }

  private Stream<String> refused() {
    return history
        .all(Refused.class)
        .filter(refused -> byNumber.containsKey(refused.number()))
        .map(refused -> "push %d was refused and is stored".formatted(refused.number()));
  }

  private Stream<String> unfinished() {
    return store.jobs().stream()
        .filter(job -> job.state() != job.kind().end())
        .map(job ->
            "job %d (%s) is %s and not %s"
                .formatted(job.job(), job.kind(), job.state(), job.kind().end()));
  }

  private Stream<String> unheardOf() {
    var announced = history.all(Pushing.class).collect(toMap(Pushing::number, one -> one));
    return store.jobs().stream()
        .filter(job -> !announced.containsKey(job.number()))
        .map(job ->
            "job %d has the number %d, which nobody pushed".formatted(job.job(), job.number()));
  }

  private Stream<String> doubled() {
    return byNumber.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry ->
            "push %d is stored %d times".formatted(entry.getKey(), entry.getValue().size()));
  }

  /** One that had a unique key may be missing: another job stood for it. */
  private Stream<String> torn() {
    return history
        .all(Pushing.class)
        .filter(pushing -> pushing.key().equals(History.NO_KEY))
        .collect(groupingBy(Pushing::batch))
        .entrySet()
        .stream()
        .filter(batch -> isTorn(batch.getValue()))
        .map(batch -> "batch %d is stored in part".formatted(batch.getKey()));
  }

  private boolean isTorn(List<Pushing> batch) {
    long stored = batch.stream().filter(one -> byNumber.containsKey(one.number())).count();
    return stored > 0 && stored < batch.size();
  }
}
