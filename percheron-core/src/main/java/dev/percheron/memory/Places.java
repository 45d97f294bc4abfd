package dev.percheron.memory;

import dev.percheron.api.JobState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Every job stands in exactly one place, the one that belongs to its state, and only this class
 * moves it: out of the old place, into the new, counted. Guarded by the store's lock.
 */
final class Places {
  final JobIndex jobs = new JobIndex();
  final TreeSet<StoredJob> scheduled = new TreeSet<>(StoredJob.BY_DUE);
  final Ended ended = new Ended();
  final Map<String, StoredJob> unique = new HashMap<>();
  private final Signals signals;

  Places(Signals signals) {
    this.signals = signals;
  }

  /** A new job, due already or later. */
  void admit(StoredJob job, boolean isDue) {
    jobs.add(job);
    job.uniqueKey.ifPresent(key -> unique.put(key, job));
    arrive(job, isDue ? JobState.READY : JobState.SCHEDULED);
  }

  /** It may run, and counts as due since {@code due}. */
  void ready(StoredJob job, Instant due) {
    leave(job);
    job.due = due;
    arrive(job, JobState.READY);
  }

  void schedule(StoredJob job, Instant due) {
    leave(job);
    job.due = due;
    arrive(job, JobState.SCHEDULED);
  }

  /** A job that {@link Line#take} has taken out of its lane. */
  void run(StoredJob job, Claim claim) {
    job.line.count(JobState.READY, -1);
    job.claim = claim;
    job.worker = claim.lease.asOptional;
    arrive(job, JobState.RUNNING);
  }

  /** It has ended and is kept. */
  void end(StoredJob job, JobState state, Instant now) {
    leave(job);
    freeKey(job);
    job.finishedAt = Optional.of(now);
    arrive(job, state);
  }

  /** It is gone, with everything known of it. */
  void delete(StoredJob job) {
    leave(job);
    freeKey(job);
    jobs.remove(job);
  }

  /** Whether a job that has ended could be unfinished again without breaking its key. */
  boolean isKeyFree(StoredJob job) {
    return job.uniqueKey.isEmpty() || !unique.containsKey(job.uniqueKey.orElseThrow());
  }

  /** An ended job runs again, under its key. */
  void revive(StoredJob job, Instant now) {
    job.uniqueKey.ifPresent(key -> unique.put(key, job));
    job.finishedAt = Optional.empty();
    ready(job, now);
  }

  /** Makes ready what is due by now, the first due first. */
  int promote(int most, Instant now) {
    int promoted = 0;
    while (promoted < most && !scheduled.isEmpty() && !scheduled.first().due.isAfter(now)) {
      var job = scheduled.first();
      ready(job, job.due);
      promoted++;
    }
    return promoted;
  }

  Optional<Instant> nextDue() {
    return scheduled.isEmpty() ? Optional.empty() : Optional.of(scheduled.first().due);
  }

  private void freeKey(StoredJob job) {
    if (!job.state.isEnd()) { // an ended one has given it back, and another may have it now
      job.uniqueKey.ifPresent(unique::remove);
    }
  }

  private void leave(StoredJob job) {
    job.line.count(job.state, -1);
    switch (job.state) {
      case SCHEDULED -> scheduled.remove(job);
      case READY -> job.line.lane(job).remove(job);
      case RUNNING -> leaveClaim(job);
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> ended.remove(job);
    }
  }

  private static void leaveClaim(StoredJob job) {
    if (job.cancelWish.isPresent()) {
      job.claim.lease.wishes.remove(job.id);
      job.cancelWish = Optional.empty();
    }
    job.claim = Claim.NONE;
    job.isStarted = false;
  }

  private void arrive(StoredJob job, JobState state) {
    job.state = state;
    job.line.count(state, 1);
    switch (state) {
      case SCHEDULED -> arriveLater(job);
      case READY -> arriveReady(job);
      case RUNNING -> {} // its place is its claim
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> ended.add(job);
    }
  }

  private void arriveLater(StoredJob job) {
    scheduled.add(job);
    signals.touch(job.line);
  }

  private void arriveReady(StoredJob job) {
    job.line.lane(job).add(job);
    signals.touch(job.line);
  }
}
