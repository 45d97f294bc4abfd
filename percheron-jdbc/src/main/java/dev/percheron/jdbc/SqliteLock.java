package dev.percheron.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * SQLite's one write lock, which processes take in turns. SQLite itself waits in steps of up to a
 * tenth of a second and knows no queue, so a busy process would starve the others: here waiting
 * steps stay short, and who sees others writing makes way for a moment.
 *
 * <p>How long it has waited is the sum of its steps: no clock is read. Belongs to the writer's
 * thread.
 */
final class SqliteLock {
  private static final long FIRST_STEP = 50_000;
  private static final long LONGEST_STEP = 2_000_000;
  private static final long COURTESY = 200_000;

  private final Session session;
  private final long patience;

  SqliteLock(Session session, Duration patience) {
    this.session = session;
    this.patience = patience.toNanos();
  }

  /** Begins a transaction that may write. */
  void take() throws SQLException {
    long step = FIRST_STEP;
    for (long waited = 0; !tryTake(waited >= patience); waited += step) {
      step = Math.min(LONGEST_STEP, step * 2);
      // Uneven steps, so that two who wait do not meet again and again.
      step = step / 2 + ThreadLocalRandom.current().nextLong(step / 2);
      LockSupport.parkNanos(step);
    }
  }

  /** Leaves a gap in which a waiting process can get in. */
  void yieldToOthers() {
    LockSupport.parkNanos(COURTESY);
  }

  private boolean tryTake(boolean isLast) throws SQLException {
    try {
      session.on("tx.begin-write").run();
      return true;
    } catch (SQLException e) {
      if (isLast || !SqliteTrouble.isBusy(e)) {
        throw e;
      }
      return false;
    }
  }
}
