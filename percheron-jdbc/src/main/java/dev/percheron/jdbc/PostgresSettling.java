package dev.percheron.jdbc;

import dev.percheron.api.Settlement;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.Note;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes from a worker what became of its jobs. Successes, nearly all there is as a rule, are one
 * statement, guarded by each claim being as it is remembered here; whatever else there is goes the
 * long way, which reads the claims under their locks first.
 */
final class PostgresSettling {
  private final PostgresStore store;
  private final PostgresSessions sessions;
  private final PostgresClock clock;
  private final HeldClaims held;
  private final CompletedJobs completed;

  PostgresSettling(
      PostgresStore store, PostgresSessions sessions, PostgresClock clock, HeldClaims held) {
    this.store = store;
    this.sessions = sessions;
    this.clock = clock;
    this.held = held;
    this.completed = new CompletedJobs(sessions);
  }

  List<SettleAnswer> settle(WorkerId worker, List<Settled> settled, List<Note> notes) {
    var mine = held.of(worker);
    mine.settling.lock();
    try {
      var quick = QuickSettle.of(mine, settled, notes, clock);
      return quick.isPresent()
          ? quickly(worker, quick.orElseThrow(), mine, settled, notes)
          : slowly(worker, mine, settled, notes);
    } finally {
      mine.settling.unlock();
    }
  }

  private List<SettleAnswer> quickly(
      WorkerId worker,
      QuickSettle quick,
      HeldClaims.OfWorker mine,
      List<Settled> settled,
      List<Note> notes) {
    boolean isWritten = sessions.once(session -> quick.run(session, worker, clock));
    if (!isWritten) {
      return slowly(worker, mine, settled, notes);
    }
    quick.remember(mine);
    return Collections.nCopies(settled.size(), SettleAnswer.SETTLED);
  }

  private List<SettleAnswer> slowly(
      WorkerId worker, HeldClaims.OfWorker mine, List<Settled> settled, List<Note> notes) {
    var touched = new HashSet<Long>();
    settled.forEach(one -> touched.add(claim(one)));
    notes.forEach(note -> touched.add(note.job().attempt().claim().value()));
    var remembered = touched.stream().map(mine::find).flatMap(found -> found.stream()).toList();
    touched.forEach(mine::remove);
    var answers = store.write(new Settlements(worker, settled, notes));
    var traced = traced(notes);
    sessions.once(session -> refresh(session, worker, mine, remembered, traced));
    if (answers.contains(SettleAnswer.REVOKED)) {
      return completed.told(worker, mine, settled, answers);
    }
    settled.forEach(one -> mine.completing.remove(one.job().attempt().job().value()));
    return answers;
  }

  /**
   * Looks again at those that were being completed when they ended. For the thread that renews the
   * lease: it waits for nobody, the next renewal is soon enough.
   */
  void settleUndecided(WorkerId worker) {
    var mine = held.of(worker);
    if (!mine.settling.tryLock()) {
      return;
    }
    try {
      if (!mine.undecided.isEmpty()) {
        var before = List.copyOf(mine.undecided);
        slowly(worker, mine, before, List.of());
        mine.undecided.subList(0, before.size()).clear(); // those that still are were added anew
      }
    } catch (StoreUnavailable e) {
      // They are kept. What the renewal had to do is done, so this is no reason for it to fail.
      System.getLogger(PostgresSettling.class.getName())
          .log(System.Logger.Level.DEBUG, "what was being completed is looked at later", e);
    } finally {
      mine.settling.unlock();
    }
  }

  /** What the long way left of the claims that were remembered. */
  private boolean refresh(
      Session session,
      WorkerId worker,
      HeldClaims.OfWorker mine,
      List<HeldClaim> remembered,
      Set<Long> traced)
      throws SQLException {
    for (var claim : remembered) {
      session
          .on("claim.marks")
          .put(claim.id)
          .put(worker.value())
          .each(row -> {
            var started = Arrays.copyOf(Columns.numbers(row, 1), claim.jobs.length);
            mine.put(claim.marked(started, row.getBytes(2)).traced(traced));
          });
    }
    return true;
  }

  /** Jobs of which more is stored now than that they have started. */
  private static Set<Long> traced(List<Note> notes) {
    var traced = new HashSet<Long>();
    for (var note : notes) {
      if (!(note instanceof Note.Started)) {
        traced.add(note.job().attempt().job().value());
      }
    }
    return traced;
  }

  private static long claim(Settled one) {
    return one.job().attempt().claim().value();
  }

  /** Whether a settlement can go the short way. */
  static boolean isQuick(Settled one) {
    boolean keepsMetadata =
        one.end().startedAt().isEmpty()
            || one.end().metadata().equals(one.job().attempt().spec().metadata());
    return one.settlement() instanceof Settlement.Done && keepsMetadata;
  }
}
