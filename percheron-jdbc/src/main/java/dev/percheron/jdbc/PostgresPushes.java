package dev.percheron.jdbc;

import static java.util.Objects.requireNonNull;

import dev.percheron.api.JobId;
import dev.percheron.jdbc.PostgresRows.Row;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Stores new jobs: single ones of many threads together, large batches and unique ones alone. */
final class PostgresPushes {
  /** The most rows of one statement; more are several in one transaction. */
  private static final int MOST_ROWS = 5_000;

  /** Up to so many are stored together with those of other threads. */
  private static final int FEW = 500;

  private final PostgresSessions sessions;
  private final PostgresNames names;
  private final PostgresClock clock;
  private final PostgresSignals signals;
  private final PostgresDatabase database;
  private final PushGroup group;

  PostgresPushes(
      PostgresSessions sessions,
      PostgresNames names,
      PostgresClock clock,
      PostgresSignals signals,
      PostgresDatabase database) {
    this.sessions = sessions;
    this.names = names;
    this.clock = clock;
    this.signals = signals;
    this.database = database;
    this.group = new PushGroup(rows -> sessions.once(session -> store(session, rows)));
  }

  List<Pushed> push(List<NewJob> jobs) {
    var rows = rows(jobs);
    if (rows.hasKeys()) {
      return told(rows, sessions.write(session -> storeUnique(session, rows)));
    }
    if (rows.size() <= FEW) {
      group.store(rows);
    } else {
      sessions.write(session -> storeMany(session, rows));
    }
    return told(rows, rows.pushed());
  }

  /**
   * Stores jobs in somebody else's transaction. Others are told a moment later, when it has been
   * committed as a rule; if not, they look by themselves every second.
   */
  List<Pushed> push(List<NewJob> jobs, Connection theirs) {
    var rows = rows(jobs);
    try {
      checkOpen(theirs);
      var pushed = push(rows, database.on(theirs, sessions.statements()));
      signals.readySoon(rows.queues());
      return pushed;
    } catch (SQLException e) {
      throw database.trouble().unavailable(e);
    }
  }

  /** The statements are closed, the connection is not: it is theirs. */
  private List<Pushed> push(PostgresRows rows, Session session) throws SQLException {
    try {
      if (rows.hasKeys()) {
        return storeUnique(session, rows);
      }
      storeMany(session, rows);
      return rows.pushed();
    } finally {
      session.forget();
    }
  }

  private static void checkOpen(Connection theirs) throws SQLException {
    if (theirs.getAutoCommit()) {
      throw new IllegalArgumentException(
          "the connection is in auto-commit mode, so there is no transaction; call"
              + " setAutoCommit(false) first, or push without it");
    }
  }

  private List<Pushed> told(PostgresRows rows, List<Pushed> pushed) {
    signals.ready(rows.queues());
    return pushed;
  }

  private PostgresRows rows(List<NewJob> jobs) {
    var lanes = new ArrayList<Lane>(jobs.size());
    for (var job : jobs) {
      lanes.add(lane(job, lanes.size(), jobs.size()));
    }
    var handlers = new HashSet<String>();
    jobs.forEach(job -> handlers.add(job.spec().handler()));
    var numbers = names.handlers(handlers);
    long first = names.ids(jobs.size());
    var rows = new ArrayList<Row>(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      var job = jobs.get(i);
      var handler = requireNonNull(numbers.get(job.spec().handler()));
      rows.add(new Row(first + i, handler, lanes.get(i), job));
    }
    see(rows);
    return new PostgresRows(rows);
  }

  private Lane lane(NewJob job, int place, int size) {
    var spec = job.spec();
    var lane = names.lane(spec.queue(), spec.priority());
    if (lane.isEmpty()) {
      throw new NoSuchQueue(spec.handler(), spec.queue(), place, size)
          .refused(
              sessions.once(session -> session.on("queue.names").list(row -> row.getString(1))));
    }
    return lane.orElseThrow();
  }

  private void see(List<Row> rows) {
    var kinds = new HashSet<PostgresNames.Kind>();
    rows.forEach(row -> kinds.add(new PostgresNames.Kind(row.lane().id(), row.handler())));
    names.see(kinds, rows.getFirst().id(), rows.getLast().id());
  }

  private boolean store(Session session, PostgresRows rows) throws SQLException {
    rows.write(session, clock);
    return true;
  }

  private boolean storeMany(Session session, PostgresRows rows) throws SQLException {
    for (int from = 0; from < rows.size(); from += MOST_ROWS) {
      int to = Math.min(rows.size(), from + MOST_ROWS);
      new PostgresRows(rows.all().subList(from, to)).write(session, clock);
    }
    return true;
  }

  private List<Pushed> storeUnique(Session session, PostgresRows rows) throws SQLException {
    var holders = rows.takeKeys(session);
    var pushed = new ArrayList<Pushed>(rows.size());
    var fresh = new ArrayList<Row>();
    for (var row : rows.all()) {
      long holder = row.key() == null ? row.id() : holders.getOrDefault(row.key(), row.id());
      boolean isNew = holder == row.id();
      pushed.add(new Pushed(new JobId(holder), isNew));
      if (isNew) {
        fresh.add(row);
      }
    }
    if (!fresh.isEmpty()) {
      storeMany(session, new PostgresRows(fresh));
    }
    return pushed;
  }
}
