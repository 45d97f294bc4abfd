package dev.percheron.jdbc;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Outcome;
import dev.percheron.api.Settlement;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Completes running jobs in transactions of the user's, with the statements that settle them
 * otherwise, under the same lock: who loses that race has lost it for good.
 */
final class PostgresCompletions {
  private final PostgresStore store;
  private final PostgresSessions sessions;
  private final PostgresDatabase database;
  private final HeldClaims held;

  PostgresCompletions(
      PostgresStore store, PostgresSessions sessions, PostgresDatabase database, HeldClaims held) {
    this.store = store;
    this.sessions = sessions;
    this.database = database;
    this.held = held;
  }

  SettleAnswer complete(Attempt attempt, AttemptEnd end, Connection theirs) {
    if (!(end.outcome() instanceof Outcome.Succeeded(var result))) {
      throw new IllegalArgumentException(
          "only a success is completed in a transaction, was " + end.outcome().word());
    }
    try {
      check(theirs);
      var own = apart(attempt);
      return own.isEmpty()
          ? SettleAnswer.REVOKED
          : settle(own.orElseThrow(), attempt, end, new Settlement.Done(result), theirs);
    } catch (SQLException e) {
      throw database.trouble().unavailable(e);
    } catch (UncheckedSqlException e) {
      throw database.trouble().unavailable(e.sql());
    }
  }

  /** The rows that tell whether the job is ours must be seen as they are now. */
  private static void check(Connection theirs) throws SQLException {
    if (theirs.getAutoCommit()) {
      throw new IllegalArgumentException(
          "the connection is in auto-commit mode, so there is no transaction; call"
              + " setAutoCommit(false) before the first statement");
    }
    if (theirs.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
      throw new IllegalArgumentException(
          "a job is completed in a transaction that reads what is committed; this one reads a state"
              + " of the past: call setTransactionIsolation(TRANSACTION_READ_COMMITTED)");
    }
  }

  /** In a transaction of its own, so that the user's need not keep others waiting. */
  private Optional<Apart.Own> apart(Attempt attempt) {
    long claim = attempt.claim().value();
    var mine = held.holder(claim);
    mine.ifPresent(found -> found.settling.lock());
    try {
      mine.ifPresent(found -> found.completing.add(attempt.job().value()));
      var own = store.write(new Apart(attempt));
      mine.ifPresent(found -> found.remember(claim, attempt.job().value()));
      return own;
    } finally {
      mine.ifPresent(found -> found.settling.unlock());
    }
  }

  private SettleAnswer settle(
      Apart.Own own, Attempt attempt, AttemptEnd end, Settlement.Done done, Connection theirs)
      throws SQLException {
    var session = database.on(theirs, sessions.statements());
    try {
      var tx = store.on(session);
      var of =
          new Attempt(
              attempt.job(), attempt.number(), own.claim(), attempt.spec(), attempt.createdAt());
      var settled = List.of(new Settled(new ClaimedJob(of, 0, 0), end, done));
      var answer = new Settlements(own.worker(), settled, List.of()).in(tx).getFirst();
      tx.flush();
      return answer;
    } finally {
      session.forget(); // the statements are closed, the connection is not: it is theirs
    }
  }
}
