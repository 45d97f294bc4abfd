package dev.percheron.jdbc;

import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Settlement;
import dev.percheron.api.WorkerId;
import dev.percheron.jdbc.Body.Tries;
import dev.percheron.json.StoredJson;
import dev.percheron.spi.LostJob;
import dev.percheron.spi.Rescued;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes over the claims of workers that are gone: the same row that settling needs, under the same
 * lock, so exactly one of both wins.
 */
final class Rescues implements Write<List<Rescued>> {
  private final int most;
  private final LostJob.Verdict verdict;

  Rescues(int most, LostJob.Verdict verdict) {
    this.most = most;
    this.verdict = verdict;
  }

  /** A claim and until when the lease ran that it was made under. */
  private record LostClaim(Claim claim, Instant leaseUntil) {}

  @Override
  public List<Rescued> in(Tx tx) throws SQLException {
    var rescued = new ArrayList<Rescued>();
    for (var lost : lost(tx)) {
      new Rescuing(tx, lost).rescue(verdict, rescued);
    }
    return rescued;
  }

  private List<LostClaim> lost(Tx tx) throws SQLException {
    var lost = new ArrayList<>(lost(tx.on("rescue.take").put(tx.now()).put(most)));
    if (lost.size() < most) {
      lost.addAll(lost(tx.on("rescue.orphans").put((long) most - lost.size())));
    }
    return lost;
  }

  private static List<LostClaim> lost(Command command) throws SQLException {
    return command.list(row ->
        new LostClaim(
            Claim.read(row, row.getLong(1), row.getLong(2), 4), Micros.instant(row.getLong(3))));
  }

  /** One claim, on the writer's thread. */
  private static final class Rescuing {
    private final Tx tx;
    private final LostClaim lost;
    private final Claim claim;
    private final WorkerId worker;
    private final Endings endings;
    private final Wishes wishes;

    Rescuing(Tx tx, LostClaim lost) throws SQLException {
      this.tx = tx;
      this.lost = lost;
      this.claim = lost.claim();
      this.worker = new WorkerId(claim.worker);
      this.endings = new Endings(tx, worker);
      this.wishes = Wishes.in(tx);
    }

    void rescue(LostJob.Verdict verdict, List<Rescued> rescued) throws SQLException {
      var bodies = new BodyReader(tx.session(), tx.dictionary()).read(claim.jobs);
      for (var place : claim.open()) {
        rescue(place, bodies.get(place), verdict, rescued);
        claim.settle(place);
      }
      claim.save(tx);
      endings.flush();
    }

    private void rescue(
        int place, Optional<Body> body, LostJob.Verdict verdict, List<Rescued> rescued)
        throws SQLException {
      if (body.isEmpty()) {
        return; // a claim of a job without a row: nothing to give back
      }
      try {
        var job = lost(place, body.orElseThrow());
        long started =
            job.started() ? claim.startedAt(place) : body.orElseThrow().tries().startedAt();
        rescued.add(rescue(job, started, verdict));
      } catch (Unreadable e) {
        Parking.park(tx, endings, body.orElseThrow().id(), Parking.failure(e.reason()));
      }
    }

    private Rescued rescue(LostJob job, long started, LostJob.Verdict verdict) throws SQLException {
      var settlement = wishes.honoured(job.job().attempt().job().value(), verdict.on(job));
      write(job, started, settlement);
      return new Rescued(job, settlement);
    }

    private LostJob lost(int place, Body body) throws Unreadable {
      boolean isStarted = claim.isStarted(place);
      int kills = body.tries().kills() + (isStarted ? 1 : 0);
      try {
        return new LostJob(
            body.claimed(claim.id, place), worker, lost.leaseUntil(), isStarted, kills);
      } catch (IllegalArgumentException e) {
        throw new Unreadable(e);
      }
    }

    private void write(LostJob job, long started, Settlement settlement) throws SQLException {
      var attempt = job.job().attempt();
      long id = attempt.job().value();
      var spec = attempt.spec();
      var lane =
          tx.lane(spec.queue(), spec.priority())
              .orElseThrow(() -> new SQLException("the queue of a claimed job is gone"));
      int used = attempt.number() - (job.started() ? 0 : 1);
      if (job.started()) {
        record(job, settlement);
      }
      int kills = job.started() ? 1 : 0;
      var tries = new Tries(used, job.job().forgiven(), kills, started);
      move(settlement, id, lane, tries);
    }

    private void move(Settlement settlement, long id, Lane lane, Tries tries) throws SQLException {
      long started = tries.startedAt();
      int used = tries.used();
      switch (settlement) {
        case Settlement.GiveBack() -> endings.giveBack(id, lane, tries);
        case Settlement.Retry(var delay, var failure) when delay.isZero() ->
            endings.again(id, lane, tries);
        case Settlement.Retry(var delay, var failure) ->
            endings.defer(id, lane, tries, Micros.after(endings.now(), delay));
        case Settlement.Snooze(var delay) ->
            endings.defer(id, lane, tries, Micros.after(endings.now(), delay));
        case Settlement.Fail(var failure) ->
            endings.end(id, lane, StateCode.FAILED, used, started, StoredJson.failure(failure));
        case Settlement.Cancel(var reason) ->
            endings.end(id, lane, StateCode.CANCELLED, used, started, Wishes.failure(reason));
        case Settlement.Expire() -> endings.end(id, lane, StateCode.EXPIRED, used, started, null);
        case Settlement.Done(var result) ->
            endings.succeed(
                lane, used, new Endings.Success(id, started, endings.now(), "", Micros.NONE));
      }
    }

    private void record(LostJob job, Settlement settlement) throws SQLException {
      var failure = failure(job, settlement);
      endings.attempt(
          job.job().attempt().job().value(),
          job.job().attempt().number(),
          new Outcome.Lost(failure).word(),
          claim.startedAt(job.job().place()),
          endings.now(),
          StoredJson.failure(failure));
    }

    private static Failure failure(LostJob job, Settlement settlement) {
      return switch (settlement) {
        case Settlement.Retry(var delay, var failure) -> failure;
        case Settlement.Fail(var failure) -> failure;
        case Settlement.Done d -> story(job);
        case Settlement.Cancel c -> story(job);
        case Settlement.Expire e -> story(job);
        case Settlement.Snooze s -> story(job);
        case Settlement.GiveBack g -> story(job);
      };
    }

    private static Failure story(LostJob lost) {
      return Failure.of(
          "percheron.WorkerLost",
          "worker %s was lost while it ran this attempt (its lease ended at %s)"
              .formatted(lost.worker(), lost.leaseUntil()));
    }
  }

  /** The row of a lost job cannot be read. */
  private static final class Unreadable extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1L;

    Unreadable(IllegalArgumentException cause) {
      super(cause);
    }

    String reason() {
      return String.valueOf(getCause() == null ? "" : getCause().getMessage());
    }
  }
}
