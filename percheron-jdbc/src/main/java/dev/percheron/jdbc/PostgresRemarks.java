package dev.percheron.jdbc;

import dev.percheron.api.Remark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a doctor sees of the server and of this user: settings that lose what was promised, old
 * transactions that keep dead rows, rights that are missing.
 */
final class PostgresRemarks {
  /** A transaction that is open for longer keeps too many dead rows. */
  static final Duration OLD = Duration.ofMinutes(10);

  private final Session session;
  private final List<Remark> remarks = new ArrayList<>();

  private PostgresRemarks(Session session) {
    this.session = session;
  }

  /**
   * @param notifies whether this store listens and notifies
   * @param old how long a transaction may be open
   */
  static List<Remark> of(Session session, boolean notifies, Duration old) throws SQLException {
    var made = new PostgresRemarks(session);
    made.lookAtSettings();
    made.lookAtTransactions(old);
    made.lookAtRights();
    if (!notifies) {
      made.remarks.add(
          Remark.note(
              "notifications are off: workers look for new jobs every 10 to 100 ms instead of hearing of them",
              "this is as it should be behind PgBouncer in transaction mode; else take percheron.notifications=off out of the URL"));
    }
    return List.copyOf(made.remarks);
  }

  private void lookAtSettings() throws SQLException {
    session.on("doctor.settings").each(this::lookAtSettings);
  }

  private void lookAtSettings(ResultSet row) throws SQLException {
    if (row.getBoolean(5)) {
      remarks.add(
          Remark.wrong(
              "the server is a standby: nothing can be pushed or worked off here",
              "connect to the primary, best with all hosts in the URL and targetServerType=primary"));
    }
    lookAtSetting(
        "fsync",
        row.getString(1),
        "a crash of the machine can destroy the database",
        "set fsync=on in postgresql.conf and reload");
    lookAtSetting(
        "full_page_writes",
        row.getString(3),
        "a crash of the machine can leave torn pages",
        "set full_page_writes=on in postgresql.conf and reload");
    lookAtSetting(
        "synchronous_commit",
        row.getString(2),
        "a crash of the server loses what was pushed and settled a moment before",
        "set synchronous_commit=on for this user or database: ALTER ROLE … SET synchronous_commit = on");
    lookAtSetting(
        "autovacuum",
        row.getString(4),
        "dead rows are never cleaned up, so the tables grow",
        "set autovacuum=on in postgresql.conf and reload");
  }

  private void lookAtSetting(String name, String value, String harm, String advice) {
    if (value.equals("off")) {
      remarks.add(Remark.wrong("%s is off: %s".formatted(name, harm), advice));
    }
  }

  private void lookAtTransactions(Duration old) throws SQLException {
    session
        .on("doctor.transactions")
        .put(old.toSeconds())
        .each(row ->
            remarks.add(
                Remark.wrong(
                    "a transaction of user %s (pid %d, %s, %s) has been open for %d s: dead rows of the queues stay as long"
                        .formatted(
                            row.getString(2),
                            row.getLong(1),
                            row.getString(3),
                            row.getString(4),
                            row.getLong(5)),
                    "end it: SELECT pg_terminate_backend(%d); against the next one: idle_in_transaction_session_timeout"
                        .formatted(row.getLong(1)))));
    session
        .on("doctor.prepared")
        .put(old.toSeconds())
        .each(row ->
            remarks.add(
                Remark.wrong(
                    "the prepared transaction '%s' has been open for %d s: dead rows of the queues stay as long"
                        .formatted(row.getString(1), row.getLong(2)),
                    "COMMIT PREPARED or ROLLBACK PREPARED it")));
  }

  private void lookAtRights() throws SQLException {
    var missing = session.on("doctor.rights").list(row -> row.getString(1));
    if (!missing.isEmpty()) {
      remarks.add(
          Remark.note(
              "this user may not change %d of the tables, such as %s: enough to look or to push, not to work"
                  .formatted(missing.size(), missing.getFirst()),
              "for a worker, grant what docs/operations/postgresql.md names, or use another user"));
    }
  }
}
