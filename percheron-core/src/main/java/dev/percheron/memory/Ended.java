package dev.percheron.memory;

import dev.percheron.api.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Jobs that have ended and are kept, in chains whose oldest goes first: those that succeeded by
 * queue, the others together, and results by the time they are kept for. Guarded by the store's
 * lock.
 */
final class Ended {
  final Chain others = new Chain();
  private final Map<Duration, Chain> results = new HashMap<>();

  void add(StoredJob job) {
    (job.state == JobState.SUCCEEDED ? job.line.succeeded : others).add(job);
  }

  void remove(StoredJob job) {
    job.unlink();
    dropResult(job);
  }

  void keepResult(StoredJob job, String result) {
    var time = job.spec.options().keepResult();
    if (!time.isZero()) {
      job.result = Optional.of(result);
      job.kept = Kept.of(job);
      results.computeIfAbsent(time, any -> new Chain()).add(job.kept);
    }
  }

  private void dropResult(StoredJob job) {
    job.result = Optional.empty();
    job.kept.unlink();
    job.kept = Kept.NONE;
  }

  int pruneSucceeded(Line line, int most, Instant now, Consumer<StoredJob> delete) {
    return prune(line.succeeded, line.queue.keepSucceeded(), most, now, delete);
  }

  int pruneOthers(Duration keep, int most, Instant now, Consumer<StoredJob> delete) {
    return prune(others, keep, most, now, delete);
  }

  int pruneResults(int most, Instant now) {
    int gone = 0;
    for (var all = results.entrySet().iterator(); all.hasNext() && gone < most; ) {
      var kept = all.next();
      gone += prune(kept.getValue(), kept.getKey(), most - gone, now, this::dropResult);
      if (kept.getValue().isEmpty()) {
        all.remove();
      }
    }
    return gone;
  }

  private static int prune(
      Chain chain, Duration keep, int most, Instant now, Consumer<StoredJob> delete) {
    int gone = 0;
    while (gone < most && !chain.isEmpty() && isOver(chain.first(), keep, now)) {
      delete.accept(chain.first());
      gone++;
    }
    return gone;
  }

  private static boolean isOver(StoredJob job, Duration keep, Instant now) {
    var until = Later.than(job.finishedAt.orElse(Instant.MIN), keep);
    return !until.isAfter(now);
  }
}
