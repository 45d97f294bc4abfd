package dev.percheron.jdbc;

import dev.percheron.api.StoreUnavailable;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The few connections that a store keeps, each used by one caller at a time, opened when first
 * needed. One that failed is not used again, and the idle ones are looked at before they are: after
 * a restart of the server all of them are dead.
 *
 * <p>Safe for use by many threads; who finds all taken waits.
 */
final class PostgresSessions implements AutoCloseable {
  private static final int MOST = 8;
  private static final int MOST_TRIES = 20;
  private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int SECONDS_TO_ANSWER = 5;

  private final PostgresDatabase source;
  private final PostgresTrouble trouble;
  private final Statements statements;
  private final Semaphore permits = new Semaphore(MOST, true);
  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean isClosed;

  private record Idle(Session session, long since) {}

  PostgresSessions(PostgresDatabase source, Statements statements) {
    this.source = source;
    this.trouble = source.trouble();
    this.statements = statements;
  }

  Statements statements() {
    return statements;
  }

  /** Something to be done on one connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Session session) throws SQLException;
  }

  /**
   * Does one thing that the database does all of or nothing: a statement.
   *
   * @throws StoreUnavailable when it could not be done
   */
  <T> T once(Work<T> work) {
    permits.acquireUninterruptibly();
    try {
      return again(work);
    } catch (SQLException e) {
      throw trouble.unavailable(e);
    } finally {
      permits.release();
    }
  }

  /**
   * Reads, all of it from one moment.
   *
   * @throws StoreUnavailable when it cannot be read
   */
  <T> T read(Work<T> work) {
    return once(session -> within(session, "tx.begin-read", work));
  }

  /**
   * Does something in a transaction; run again when others were in its way.
   *
   * @throws StoreUnavailable when it could not be done; nothing of it was stored
   */
  <T> T write(Work<T> work) {
    return once(session -> within(session, "tx.begin-write", work));
  }

  private static <T> T within(Session session, String begin, Work<T> work) throws SQLException {
    session.on(begin).execute();
    T result = work.on(session);
    session.on("tx.commit").execute();
    return result;
  }

  private <T> T again(Work<T> work) throws SQLException {
    for (int i = 1; ; i++) {
      try {
        return tried(work);
      } catch (SQLException e) {
        if (i == MOST_TRIES || !PostgresTrouble.isWorthAgain(e)) {
          throw e;
        }
      }
    }
  }

  private <T> T tried(Work<T> work) throws SQLException {
    var session = session();
    boolean isSound = false;
    try {
      T result = work.on(session);
      isSound = true;
      return result;
    } catch (UncheckedSqlException e) {
      isSound = rollBack(session, e.sql());
      throw e.sql();
    } catch (SQLException e) {
      isSound = rollBack(session, e);
      throw e;
    } catch (RuntimeException e) {
      isSound = rollBack(session, e);
      throw e;
    } finally {
      giveBack(session, isSound);
    }
  }

  /** Whether the connection is as good as before. */
  private boolean rollBack(Session session, Exception cause) {
    if (cause instanceof SQLException e && PostgresTrouble.isOfTheConnection(e)) {
      dropIdle(); // they go to the same server
      return false;
    }
    try {
      session.script("ROLLBACK");
      return true;
    } catch (SQLException e) {
      cause.addSuppressed(e);
      return false;
    }
  }

  private Session session() throws SQLException {
    if (isClosed) {
      throw new StoreUnavailable("the store %s is closed".formatted(trouble.where()));
    }
    for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      if (isAlive(next)) {
        return next.session();
      }
      drop(next.session());
    }
    return source.open(statements);
  }

  private static boolean isAlive(Idle idle) throws SQLException {
    return System.nanoTime() - idle.since() < FRESH
        || idle.session().connection().isValid(SECONDS_TO_ANSWER);
  }

  private void giveBack(Session session, boolean isSound) {
    if (isSound && !isClosed) {
      idle.addFirst(new Idle(session, System.nanoTime()));
    } else {
      drop(session);
    }
  }

  private void dropIdle() {
    for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      drop(next.session());
    }
  }

  private void drop(Session session) {
    source.giveBack(session.connection());
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    isClosed = true;
    permits.acquireUninterruptibly(MOST);
    dropIdle();
    permits.release(MOST);
  }
}
