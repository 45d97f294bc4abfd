package dev.percheron.memory;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.AttemptRecord;
import dev.percheron.api.Failure;
import dev.percheron.api.LogLine;
import dev.percheron.api.Outcome;
import dev.percheron.api.Settlement;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.Note;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes from a worker what became of the jobs it has claimed. Guarded by the store's lock. */
final class Settling {
  private final Claims claims;
  private final Verdicts verdicts;

  Settling(Claims claims, Verdicts verdicts) {
    this.claims = claims;
    this.verdicts = verdicts;
  }

  /** Notes first: those of an attempt that ends in the same breath would be void after its end. */
  List<SettleAnswer> settle(WorkerId worker, List<Settled> settled, List<Note> notes, Instant now) {
    for (var note : notes) {
      claims.find(worker, note.job()).ifPresent(job -> apply(note, job, now));
    }
    var answers = new ArrayList<SettleAnswer>(settled.size());
    for (var one : settled) {
      answers.add(settle(worker, one, now));
    }
    return answers;
  }

  private SettleAnswer settle(WorkerId worker, Settled settled, Instant now) {
    var job = claims.find(worker, settled.job());
    if (job.isEmpty()) {
      return SettleAnswer.REVOKED; // the job may be running elsewhere, so this result is void
    }
    settle(job.orElseThrow(), settled, now);
    return SettleAnswer.SETTLED;
  }

  private void settle(StoredJob job, Settled settled, Instant now) {
    var end = settled.end();
    var settlement = Verdicts.honour(job.cancelWish, settled.settlement());
    job.startedAt = end.startedAt();
    if (end.startedAt().isPresent()) {
      takeMetadata(job, end);
    }
    if (isAttempt(settled, settlement) && !Verdicts.vanishes(job, settlement)) {
      record(job, settled);
    }
    verdicts.write(job, settled.job().place(), settlement, now);
  }

  /** An attempt counts when it got somewhere; one that was put off or never started does not. */
  private static boolean isAttempt(Settled settled, Settlement written) {
    return switch (settled.settlement()) {
      case Settlement.Done d -> true;
      case Settlement.Retry r -> true;
      case Settlement.Fail f -> true;
      case Settlement.Cancel c -> settled.end().startedAt().isPresent();
      case Settlement.Snooze s ->
          written instanceof Settlement.Cancel && settled.end().startedAt().isPresent();
      case Settlement.GiveBack g -> false;
      case Settlement.Expire e -> false;
    };
  }

  private static void record(StoredJob job, Settled settled) {
    var end = settled.end();
    var failure = failure(settled);
    job.used++;
    job.addAttempt(
        new AttemptRecord(
            job.used,
            end.outcome().word(),
            job.claim.lease.worker,
            end.startedAt(),
            end.finishedAt(),
            failure));
    if (failure.isPresent()) {
      job.failure = failure;
    }
  }

  private static Optional<Failure> failure(Settled settled) {
    return switch (settled.settlement()) {
      case Settlement.Retry(var delay, var failure) -> Optional.of(failure);
      case Settlement.Fail(var failure) -> Optional.of(failure);
      case Settlement.Done d -> Optional.empty();
      case Settlement.Cancel c -> failure(settled.end().outcome());
      case Settlement.Snooze s -> Optional.empty();
      case Settlement.GiveBack g -> Optional.empty();
      case Settlement.Expire e -> Optional.empty();
    };
  }

  private static Optional<Failure> failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed(var failure) -> Optional.of(failure);
      case Outcome.TimedOut(var failure, var rung) -> Optional.of(failure);
      case Outcome.Crashed(var failure) -> Optional.of(failure);
      case Outcome.Lost(var failure) -> Optional.of(failure);
      case Outcome.Succeeded s -> Optional.empty();
      case Outcome.Cancelled c -> Optional.empty();
      case Outcome.Expired e -> Optional.empty();
      case Outcome.Snoozed s -> Optional.empty();
      case Outcome.NotStarted n -> Optional.empty();
    };
  }

  private static void takeMetadata(StoredJob job, AttemptEnd end) {
    if (!end.metadata().equals(job.spec.metadata())) {
      job.spec = job.spec.metadata(end.metadata());
    }
  }

  private static void apply(Note note, StoredJob job, Instant now) {
    switch (note) {
      case Note.Started started -> start(job, now);
      case Note.Advanced(var claimed, var progress) -> job.progress = Optional.of(progress);
      case Note.Said(var claimed, var line) -> say(job, line);
    }
  }

  private static void start(StoredJob job, Instant now) {
    if (!job.isStarted) {
      job.isStarted = true;
      job.startedAt = Optional.of(now);
    }
  }

  private static void say(StoredJob job, LogLine line) {
    if (job.log == JobLog.EMPTY) {
      job.log = new JobLog();
    }
    job.log.add(line);
  }
}
