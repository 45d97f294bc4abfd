package dev.percheron.jdbc;

import dev.percheron.api.StoreUnavailable;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * A few connections that only read, each used by one caller at a time, opened when first needed.
 * Reads are short transactions, so each sees one moment and none holds back the log.
 *
 * <p>Safe for use by many threads; who finds all taken waits.
 */
final class SqliteReaders implements AutoCloseable {
  private static final int MOST = 4;

  private final SqliteFile file;
  private final Statements statements;
  private final Semaphore permits = new Semaphore(MOST);
  private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean isClosed;

  SqliteReaders(SqliteFile file, Statements statements) {
    this.file = file;
    this.statements = statements;
  }

  /** Something to be read, all of it from one moment. */
  @FunctionalInterface
  interface Read<T> {
    T in(Session session) throws SQLException;
  }

  /**
   * Reads.
   *
   * @throws StoreUnavailable when it cannot be read
   */
  <T> T read(Read<T> read) {
    permits.acquireUninterruptibly();
    try {
      return readOn(session(), read);
    } catch (SQLException e) {
      throw file.trouble().unavailable(e);
    } finally {
      permits.release();
    }
  }

  private <T> T readOn(Session session, Read<T> read) throws SQLException {
    boolean isSound = false;
    try {
      session.on("tx.begin-read").run();
      T result = read.in(session);
      session.on("tx.commit").run();
      isSound = true;
      return result;
    } finally {
      giveBack(session, isSound);
    }
  }

  private Session session() throws SQLException {
    if (isClosed) {
      throw new StoreUnavailable("the store %s is closed".formatted(file.path()));
    }
    var session = idle.pollFirst();
    return session != null ? session : new Session(file.reader(), statements);
  }

  /** A connection on which a read failed may be in the middle of anything: it is not used again. */
  private void giveBack(Session session, boolean isSound) throws SQLException {
    if (isSound) {
      idle.addFirst(session);
    } else {
      session.close();
    }
  }

  /** Waits for reads that are under way. */
  @Override
  public void close() {
    isClosed = true;
    permits.acquireUninterruptibly(MOST);
    try {
      for (var session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
        session.close();
      }
    } catch (SQLException e) {
      throw file.trouble().unavailable(e);
    } finally {
      permits.release(MOST);
    }
  }
}
