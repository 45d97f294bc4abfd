package dev.percheron.jdbc;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Notices when another connection has committed to the file, another process most of the time.
 * Looks every millisecond while that happens and every few when it does not: a look costs
 * microseconds. Belongs to the writer's thread.
 */
final class Looking {
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int EAGER_LOOKS = 500;

  private long version;
  private int quietLooks;

  /** Looks for the first time: what is committed from now on will be noticed. */
  Looking(Session session) throws SQLException {
    version = session.on("tx.others").number();
  }

  /** How long to wait until the next look, in nanoseconds. */
  long pause() {
    return quietLooks < EAGER_LOOKS ? SHORTEST : LONGEST;
  }

  /** Whether somebody else has committed since the last look. */
  boolean hasMoved(Session session) {
    try {
      long now = session.on("tx.others").number();
      boolean hasMoved = now != version;
      version = now;
      quietLooks = hasMoved ? 0 : Math.min(quietLooks + 1, EAGER_LOOKS);
      return hasMoved;
    } catch (SQLException e) {
      quietLooks = EAGER_LOOKS; // the next write will tell what is wrong
      return false;
    }
  }
}
