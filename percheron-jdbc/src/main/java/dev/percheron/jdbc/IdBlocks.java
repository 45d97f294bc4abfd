package dev.percheron.jdbc;

import java.sql.SQLException;

/**
 * Job ids, reserved from the store in blocks that grow with what is asked for: a command that
 * pushes one job takes one id, a process that pushes all day writes to the sequence once in
 * thousands. Belongs to one thread at a time.
 */
final class IdBlocks {
  private static final int LARGEST = 4_096;

  private long next;
  private long end;
  private int block = 1;

  /** The first of {@code count} ids in a row. */
  long take(Session session, int count) throws SQLException {
    if (!has(count)) {
      reserve(session, Math.max(count, block));
    }
    return next(count);
  }

  /** Whether so many are left. */
  boolean has(int count) {
    return end - next >= count;
  }

  /** The first of {@code count} ids in a row, which are left. */
  long next(int count) {
    long first = next;
    next += count;
    return first;
  }

  /** The block may not have been committed: its ids are never used. */
  void forget() {
    next = 0;
    end = 0;
  }

  private void reserve(Session session, int count) throws SQLException {
    end = session.on("sequence.take").put(count).number();
    next = end - count;
    block = Math.min(LARGEST, block * 2);
  }
}
