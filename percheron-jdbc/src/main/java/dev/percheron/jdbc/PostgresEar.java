package dev.percheron.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Hears what other processes have done: on a connection of its own that listens, or, where that is
 * not possible, by looking which queues have something ready – every ten milliseconds while there
 * is something, more and more seldom while there is not. Owns its thread, which runs while somebody
 * wants to hear.
 */
final class PostgresEar implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PostgresEar.class.getName());
  private static final int LISTEN_MILLIS = 60_000;
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_RETRY = TimeUnit.SECONDS.toNanos(5);

  private final PostgresDatabase database;
  private final PostgresSessions sessions;
  private final NoticeChannel channel;
  private final Hearing hearing;
  private final Thread thread =
      Thread.ofPlatform().name("percheron-postgres-ear").daemon().unstarted(this::loop);

  private volatile boolean isClosed;
  private boolean isStarted; // guarded by this
  private @Nullable Connection connection; // guarded by this
  private long pause = SHORTEST; // owned by the thread

  /** Where it goes. */
  @FunctionalInterface
  interface Hearing {
    void heard(Set<String> queues, boolean isChanged);
  }

  PostgresEar(
      PostgresDatabase database,
      PostgresSessions sessions,
      NoticeChannel channel,
      Hearing hearing) {
    this.database = database;
    this.sessions = sessions;
    this.channel = channel;
    this.hearing = hearing;
  }

  /** Begins to hear, at the first call. */
  synchronized void open() {
    if (!isStarted && !isClosed) {
      isStarted = true;
      thread.start();
    }
  }

  private void loop() {
    while (!isClosed) {
      if (database.notifies()) {
        listen();
      } else {
        look();
      }
    }
  }

  /** Listens until the connection breaks, then waits longer each time before the next. */
  private void listen() {
    try {
      var listening = connect();
      hearing.heard(Set.of(), true); // whatever was told before is not told again
      pause = SHORTEST;
      while (!isClosed) {
        tell(listening);
      }
    } catch (SQLException e) {
      if (!isClosed) {
        LOG.log(System.Logger.Level.DEBUG, "notifications are not heard for now", e);
        pause = Math.min(LONGEST_RETRY, pause * 2);
        park(pause);
      }
    } finally {
      disconnect();
    }
  }

  private PGConnection connect() throws SQLException {
    var fresh = database.connect();
    synchronized (this) {
      connection = fresh;
    }
    if (isClosed) {
      throw new SQLException("the store was closed");
    }
    try (var statement = fresh.createStatement()) {
      statement.execute("LISTEN \"" + channel.name() + "\"");
    }
    return fresh.unwrap(PGConnection.class);
  }

  private synchronized void disconnect() {
    if (connection != null) {
      database.giveBack(connection);
      connection = null;
    }
  }

  private void tell(PGConnection listening) throws SQLException {
    var payloads = new ArrayList<String>();
    for (var notice : listening.getNotifications(LISTEN_MILLIS)) {
      payloads.add(notice.getParameter());
    }
    var heard = channel.heard(payloads);
    if (!heard.queues().isEmpty() || heard.isChanged()) {
      hearing.heard(heard.queues(), heard.isChanged());
    }
  }

  private void look() {
    var ready = ready();
    if (!ready.isEmpty()) {
      hearing.heard(new HashSet<>(ready), false);
    }
    pause = ready.isEmpty() ? Math.min(LONGEST, pause + pause / 2) : SHORTEST;
    park(pause);
  }

  private List<String> ready() {
    try {
      return sessions.once(session -> session.on("poll.ready").list(row -> row.getString(1)));
    } catch (RuntimeException e) { // whoever needs the database now tells what is wrong with it
      LOG.log(System.Logger.Level.DEBUG, "the database could not be looked at", e);
      return List.of();
    }
  }

  private void park(long nanos) {
    if (!isClosed) {
      LockSupport.parkNanos(this, nanos);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      abort();
    }
    LockSupport.unpark(thread);
    boolean wasInterrupted = false;
    while (thread.isAlive() && !Thread.currentThread().equals(thread)) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        wasInterrupted = true; // it ends at once
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A connection that waits for notifications cannot be closed in order. */
  private void abort() {
    try {
      if (connection != null) {
        connection.abort(Runnable::run);
      }
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "a connection was not closed in order", e);
    }
  }
}
