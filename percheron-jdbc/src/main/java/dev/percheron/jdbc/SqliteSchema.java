package dev.percheron.jdbc;

import dev.percheron.api.StoreUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Recognises whose a database is, and brings ours to the newest version under SQLite's write lock.
 */
final class SqliteSchema {
  /** {@code PRAGMA application_id} of our files: "PERC". */
  static final int APPLICATION = 0x50455243;

  private final Session session;
  private final Path file;
  private final Migrations migrations;

  SqliteSchema(Session session, Path file, Migrations migrations) {
    this.session = session;
    this.file = file;
    this.migrations = migrations;
  }

  /**
   * The version that the database has; 0 when there is nothing in it.
   *
   * @throws StoreUnavailable when it belongs to another program
   */
  int found() throws SQLException {
    long application = session.ask("PRAGMA application_id");
    boolean isEmpty = session.ask("SELECT count(*) FROM sqlite_master") == 0;
    if (application == APPLICATION) {
      return (int) session.ask("PRAGMA user_version");
    }
    if (application != 0 || !isEmpty) {
      throw new StoreUnavailable(
          "the database %s belongs to another program; name another file".formatted(file));
    }
    return 0;
  }

  /** Brings the database to the newest version; all steps or none. */
  void bringUp(boolean migrate) throws SQLException {
    migrations.check(file.toString(), found(), migrate);
    if (found() < migrations.newest()) {
      underLock(migrate);
    }
  }

  private void underLock(boolean migrate) throws SQLException {
    session.script("BEGIN IMMEDIATE");
    try {
      int found = found(); // again: another process may have been faster
      migrations.check(file.toString(), found, migrate);
      for (int version = found + 1; version <= migrations.newest(); version++) {
        session.script(migrations.step(version));
      }
      session.script("COMMIT");
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  private void rollBack(Exception cause) {
    try {
      session.script("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e); // SQLite has rolled back by itself, or the file is gone
    }
  }
}
