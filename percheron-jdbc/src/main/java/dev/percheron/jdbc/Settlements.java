package dev.percheron.jdbc;

import dev.percheron.api.Failure;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Outcome;
import dev.percheron.api.Settlement;
import dev.percheron.api.WorkerId;
import dev.percheron.jdbc.Body.Tries;
import dev.percheron.json.StoredJson;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.Note;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes from a worker what became of the jobs it has claimed, as long as it still has them. */
final class Settlements implements Write<List<SettleAnswer>> {
  private final WorkerId worker;
  private final List<Settled> settled;
  private final List<Note> notes;

  Settlements(WorkerId worker, List<Settled> settled, List<Note> notes) {
    this.worker = worker;
    this.settled = settled;
    this.notes = notes;
  }

  @Override
  public List<SettleAnswer> in(Tx tx) throws SQLException {
    return new Settling(tx, worker).settle(settled, notes);
  }

  /** One settling, on the writer's thread. */
  private static final class Settling {
    private final Tx tx;
    private final OpenClaims claims;
    private final Endings endings;
    private final Notes notes;
    private final Wishes wishes;
    private @Nullable Lane lane; // of the job before

    Settling(Tx tx, WorkerId worker) throws SQLException {
      this.tx = tx;
      this.claims = new OpenClaims(tx, worker);
      this.endings = new Endings(tx, worker);
      this.notes = new Notes(tx);
      this.wishes = Wishes.in(tx);
    }

    /**
     * Notes first: those of an attempt that ends in the same breath would be void after its end.
     */
    List<SettleAnswer> settle(List<Settled> settled, List<Note> toNote) throws SQLException {
      for (var note : toNote) {
        var claim = claims.of(note.job());
        if (claim.isPresent()) {
          notes.write(note, claim.orElseThrow());
        }
      }
      var answers = new ArrayList<SettleAnswer>(settled.size());
      for (var one : settled) {
        answers.add(settle(one));
      }
      claims.save();
      endings.flush();
      return answers;
    }

    private SettleAnswer settle(Settled one) throws SQLException {
      var claim = claims.of(one.job());
      if (claim.isEmpty()) {
        return settleApart(one);
      }
      claim.orElseThrow().settle(one.job().place());
      write(one, lane(one.job()));
      return SettleAnswer.SETTLED;
    }

    private SettleAnswer settleApart(Settled one) throws SQLException {
      var claim = claims.apart(one.job());
      if (claim.isEmpty()) {
        return SettleAnswer.REVOKED; // the job may be running elsewhere, so this result is void
      }
      claim.orElseThrow().settle(0);
      write(one, lane(one.job()));
      return SettleAnswer.SETTLED;
    }

    private Lane lane(ClaimedJob job) throws SQLException {
      var spec = job.attempt().spec();
      var known = lane;
      if (known == null
          || known.priority() != spec.priority()
          || !known.queue().equals(spec.queue())) {
        known = interned(spec);
        lane = known;
      }
      return known;
    }

    private Lane interned(JobSpec spec) throws SQLException {
      return tx.lane(spec.queue(), spec.priority())
          .orElseThrow(
              () -> new SQLException("the queue of a claimed job is gone: the store is damaged"));
    }

    private void write(Settled one, Lane lane) throws SQLException {
      var settlement = wishes.honoured(one.job().attempt().job().value(), one.settlement());
      if (settlement instanceof Settlement.Done && tx.keepSucceeded(lane.queueId()) == 0) {
        endings.vanish(lane, one.job().attempt().job().value());
        return;
      }
      takeMetadata(one);
      boolean counts = isAttempt(one, settlement);
      if (counts && !(settlement instanceof Settlement.Done)) {
        record(one);
      }
      write(one, lane, settlement, counts);
    }

    private void write(Settled one, Lane lane, Settlement settlement, boolean counts)
        throws SQLException {
      long job = one.job().attempt().job().value();
      int used = one.job().attempt().number() - (counts ? 0 : 1);
      long started = Micros.of(one.end().startedAt());
      var tries = new Tries(used, one.job().forgiven(), 0, started);
      switch (settlement) {
        case Settlement.Done(var result) -> endings.succeed(lane, used, success(one, result));
        case Settlement.Retry(var delay, var failure) when delay.isZero() ->
            endings.again(job, lane, tries);
        case Settlement.Retry(var delay, var failure) ->
            endings.defer(job, lane, tries, Micros.after(endings.now(), delay));
        case Settlement.Fail(var failure) ->
            endings.end(job, lane, StateCode.FAILED, used, started, StoredJson.failure(failure));
        case Settlement.Cancel(var reason) ->
            endings.end(job, lane, StateCode.CANCELLED, used, started, Wishes.failure(reason));
        case Settlement.Expire() -> endings.end(job, lane, StateCode.EXPIRED, used, started, null);
        case Settlement.Snooze(var delay) ->
            endings.defer(job, lane, tries, Micros.after(endings.now(), delay));
        case Settlement.GiveBack() -> endings.giveBack(job, lane, tries);
      }
    }

    private Endings.Success success(Settled one, String result) {
      var keep = one.job().attempt().spec().options().keepResult();
      boolean isKept = !keep.isZero() && !result.equals(Results.NULL);
      return new Endings.Success(
          one.job().attempt().job().value(),
          Micros.of(one.end().startedAt()),
          Micros.of(one.end().finishedAt()),
          isKept ? result : "",
          isKept ? Micros.after(endings.now(), keep) : Micros.NONE);
    }

    private void takeMetadata(Settled one) throws SQLException {
      var end = one.end();
      if (end.startedAt().isPresent()
          && !end.metadata().equals(one.job().attempt().spec().metadata())) {
        tx.on("meta.put")
            .put(one.job().attempt().job().value())
            .put(StoredJson.texts(end.metadata()))
            .run();
      }
    }

    private void record(Settled one) throws SQLException {
      var end = one.end();
      endings.attempt(
          one.job().attempt().job().value(),
          one.job().attempt().number(),
          end.outcome().word(),
          Micros.of(end.startedAt()),
          Micros.of(end.finishedAt()),
          failure(one).map(StoredJson::failure).orElse(null));
    }

    /** An attempt counts when it got somewhere; one that was put off or never started does not. */
    private static boolean isAttempt(Settled one, Settlement written) {
      return switch (one.settlement()) {
        case Settlement.Done d -> true;
        case Settlement.Retry r -> true;
        case Settlement.Fail f -> true;
        case Settlement.Cancel c -> one.end().startedAt().isPresent();
        case Settlement.Snooze s ->
            written instanceof Settlement.Cancel && one.end().startedAt().isPresent();
        case Settlement.GiveBack g -> false;
        case Settlement.Expire e -> false;
      };
    }

    private static Optional<Failure> failure(Settled one) {
      return switch (one.settlement()) {
        case Settlement.Retry(var delay, var failure) -> Optional.of(failure);
        case Settlement.Fail(var failure) -> Optional.of(failure);
        case Settlement.Cancel c -> failure(one.end().outcome());
        case Settlement.Done d -> Optional.empty();
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
  }
}
