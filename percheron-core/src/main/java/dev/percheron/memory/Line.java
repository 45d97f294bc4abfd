package dev.percheron.memory;

import static java.util.Objects.requireNonNull;

import dev.percheron.api.JobState;
import dev.percheron.api.Queue;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.QueueStatus.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A queue: what was declared, what is in it, and whether it goes on. Guarded by the store's lock.
 */
final class Line {
  Queue queue;

  /** The first instant at which it is no longer paused. */
  Instant pausedUntil = Instant.MIN;

  /** Those that succeeded and are kept, the oldest first. */
  final Chain succeeded = new Chain();

  private final TreeMap<Integer, Lane> lanes = new TreeMap<>(Comparator.reverseOrder());
  private final Map<JobState, Tally> tallies = new EnumMap<>(JobState.class);

  private static final class Tally {
    long jobs;
  }

  Line(Queue queue) {
    this.queue = queue;
    for (var state : JobState.values()) {
      tallies.put(state, new Tally());
    }
  }

  boolean isPaused(Instant now) {
    return now.isBefore(pausedUntil);
  }

  Lane lane(StoredJob job) {
    return lanes.computeIfAbsent(job.spec.priority(), priority -> new Lane());
  }

  /** Takes the next jobs out, at most {@code most}. */
  List<StoredJob> take(long most) {
    var taken = new ArrayList<StoredJob>((int) Math.min(most, count(JobState.READY)));
    for (var lane : lanes.values()) {
      while (taken.size() < most && !lane.isEmpty()) {
        var job = lane.first();
        lane.remove(job);
        taken.add(job);
      }
    }
    return taken;
  }

  long count(JobState state) {
    return tally(state).jobs;
  }

  void count(JobState state, int change) {
    tally(state).jobs += change;
  }

  private Tally tally(JobState state) {
    return requireNonNull(tallies.get(state)); // there is one for each
  }

  /** Walks the lanes, for the check of the invariants. */
  int countLanes() {
    return lanes.values().stream().mapToInt(Lane::count).sum();
  }

  QueueStatus shown(Instant now) {
    return new QueueStatus(
        queue,
        isPaused(now) ? Optional.of(pausedUntil) : Optional.empty(),
        shownCounts(),
        head().map(job -> waited(job, now)));
  }

  private Optional<StoredJob> head() {
    return lanes.values().stream().filter(lane -> !lane.isEmpty()).map(Lane::first).findFirst();
  }

  private static Duration waited(StoredJob job, Instant now) {
    return job.due.isAfter(now) ? Duration.ZERO : Duration.between(job.due, now);
  }

  private Counts shownCounts() {
    return new Counts(
        count(JobState.SCHEDULED),
        count(JobState.READY),
        count(JobState.RUNNING),
        count(JobState.SUCCEEDED),
        count(JobState.FAILED),
        count(JobState.CANCELLED),
        count(JobState.EXPIRED));
  }
}
