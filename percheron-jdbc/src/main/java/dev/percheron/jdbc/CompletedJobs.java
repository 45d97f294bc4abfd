package dev.percheron.jdbc;

import dev.percheron.api.Settlement;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells why jobs could not be settled: because somebody took them over, because a transaction of
 * the user's has completed them, or because such a transaction is still open.
 */
final class CompletedJobs {
  private final PostgresSessions sessions;

  CompletedJobs(PostgresSessions sessions) {
    this.sessions = sessions;
  }

  /**
   * The answers once more; one that was completed by this worker is settled. What cannot be told
   * yet is put aside.
   */
  List<SettleAnswer> told(
      WorkerId worker,
      HeldClaims.OfWorker mine,
      List<Settled> settled,
      List<SettleAnswer> answers) {
    var jobs =
        settled.stream().mapToLong(one -> one.job().attempt().job().value()).distinct().toArray();
    var open = ask("claim.still-apart", worker, jobs);
    var done = mine.completing.isEmpty() ? Set.<Long>of() : ask("history.of-worker", worker, jobs);
    var told = new ArrayList<SettleAnswer>(settled.size());
    for (int i = 0; i < settled.size(); i++) {
      var one = settled.get(i);
      long job = one.job().attempt().job().value();
      boolean isRevoked = answers.get(i) == SettleAnswer.REVOKED;
      if (isRevoked && open.contains(job)) {
        mine.undecided.add(one);
      }
      boolean isOurs = mine.completing.contains(job) && done.contains(job);
      boolean isDone = isRevoked && isOurs && one.settlement() instanceof Settlement.Done;
      told.add(isDone ? SettleAnswer.SETTLED : answers.get(i));
      if (!open.contains(job)) {
        mine.completing.remove(job);
      }
    }
    return told;
  }

  private Set<Long> ask(String statement, WorkerId worker, long... jobs) {
    return sessions.once(session -> found(session, statement, worker, jobs));
  }

  private static Set<Long> found(Session session, String statement, WorkerId worker, long... jobs)
      throws SQLException {
    var found = new HashSet<Long>();
    session.on(statement).put(worker.value()).putIds(jobs).each(row -> found.add(row.getLong(1)));
    return found;
  }
}
