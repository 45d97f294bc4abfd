package dev.percheron.memory;

import dev.percheron.api.AttemptRecord;
import dev.percheron.api.Failure;
import dev.percheron.api.Job;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.JobState;
import dev.percheron.api.JobStatus;
import dev.percheron.api.Progress;
import dev.percheron.api.WorkerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One job. Its state, and the place that goes with it, are changed only by {@link Places}; the rest
 * by who settles. Guarded by the store's lock.
 */
final class StoredJob extends Chain.Link {
  /** First due, first served; in order of pushing among those. */
  static final Comparator<StoredJob> BY_DUE =
      (a, b) -> {
        int byDue = a.due.compareTo(b.due);
        return byDue != 0 ? byDue : Long.compare(a.number, b.number);
      };

  final long number;
  final JobId id;
  final Line line;
  final Optional<String> uniqueKey;
  final Instant createdAt;

  JobSpec spec;
  JobState state = JobState.READY;

  /**
   * When it may run, or might have run first. Never changed while it stands in an ordered place.
   */
  Instant due;

  /** The claim that it is part of while it runs. */
  Claim claim = Claim.NONE;

  /** Whether the attempt under way is recorded as started. */
  boolean isStarted;

  /** Attempts that have ended and count. */
  int used;

  /** Of these, how many a person has forgiven. */
  int forgiven;

  /** How many workers were lost while they ran it, since a person last retried it. */
  int kills;

  Optional<WorkerId> worker = Optional.empty();
  Optional<Instant> startedAt = Optional.empty();
  Optional<Instant> finishedAt = Optional.empty();
  Optional<String> result = Optional.empty();
  Optional<Failure> failure = Optional.empty();
  Optional<Progress> progress = Optional.empty();
  Optional<String> cancelWish = Optional.empty();
  JobLog log = JobLog.EMPTY;

  /** Its place among those whose result is kept. */
  Chain.Link kept = Kept.NONE;

  private List<AttemptRecord> attempts = List.of();

  StoredJob(
      JobId id,
      JobSpec spec,
      Line line,
      Optional<String> uniqueKey,
      Instant createdAt,
      Instant due) {
    this.number = id.value();
    this.id = id;
    this.spec = spec;
    this.line = line;
    this.uniqueKey = uniqueKey;
    this.createdAt = createdAt;
    this.due = due;
  }

  @Override
  StoredJob job() {
    return this;
  }

  void addAttempt(AttemptRecord attempt) {
    if (attempts.isEmpty()) {
      attempts = new ArrayList<>(1); // most jobs have one, and jobs that vanish none
    }
    attempts.add(attempt);
  }

  List<AttemptRecord> attempts() {
    return List.copyOf(attempts);
  }

  /** Of the latest attempt that failed; a job that is cancelled may show something else. */
  Optional<Failure> attemptFailure() {
    return attempts.reversed().stream().flatMap(one -> one.failure().stream()).findFirst();
  }

  /** The attempts used, the one under way included once it has started. */
  int attemptsUsed() {
    return state == JobState.RUNNING && isStarted ? used + 1 : used;
  }

  Job shown() {
    return new Job(id, spec, uniqueKey, createdAt, status());
  }

  private JobStatus status() {
    return new JobStatus(
        state,
        attemptsUsed(),
        state == JobState.SCHEDULED ? Optional.of(due) : Optional.empty(),
        worker,
        startedAt,
        finishedAt,
        result,
        failure,
        progress);
  }
}
