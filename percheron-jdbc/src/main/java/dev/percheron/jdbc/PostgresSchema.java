package dev.percheron.jdbc;

import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.JobStoreProvider.SchemaStatus;
import java.sql.Connection;
import java.sql.SQLException;

/** Finds out which schema a database has, and brings it to the newest under a lock. */
final class PostgresSchema {
  private static final int OLDEST_SERVER = 14;

  private final Connection connection;
  private final String where;
  private final PostgresMigrations migrations;

  PostgresSchema(Connection connection, String where, PostgresMigrations migrations) {
    this.connection = connection;
    this.where = where;
    this.migrations = migrations;
  }

  static SchemaStatus status(PostgresDatabase database) {
    var migrations = new PostgresMigrations(database.dialect());
    var trouble = database.trouble();
    try {
      var connection = database.connect();
      try {
        int found = new PostgresSchema(connection, trouble.where(), migrations).found();
        return new SchemaStatus(found, migrations.newest());
      } finally {
        database.giveBack(connection);
      }
    } catch (SQLException e) {
      throw trouble.unavailable(e);
    }
  }

  static void bringUp(PostgresDatabase database, PostgresMigrations migrations, boolean migrate) {
    var trouble = database.trouble();
    try {
      var connection = database.connect();
      try {
        new PostgresSchema(connection, trouble.where(), migrations).bringUp(migrate);
      } finally {
        database.giveBack(connection);
      }
    } catch (SQLException e) {
      throw trouble.unavailable(e);
    }
  }

  /** The version that the database has; 0 when there is none of ours. */
  int found() throws SQLException {
    var table = migrations.dialect().table("schema_version");
    if (ask("SELECT CASE WHEN to_regclass('%s') IS NULL THEN 0 ELSE 1 END".formatted(table)) == 0) {
      return 0;
    }
    return (int) ask("SELECT coalesce(max(version), 0) FROM " + table);
  }

  /** Brings the database to the newest version; all steps or none. */
  void bringUp(boolean migrate) throws SQLException {
    int server = connection.getMetaData().getDatabaseMajorVersion();
    if (server < OLDEST_SERVER) {
      throw new StoreUnavailable(
          "the database %s is PostgreSQL %d; Percheron needs %d or newer"
              .formatted(where, server, OLDEST_SERVER));
    }
    check(found(), migrate);
    if (found() < migrations.newest()) {
      underLock(migrate);
    }
  }

  private void check(int found, boolean migrate) {
    new Migrations(migrations.steps()).check(where, found, migrate);
  }

  private void underLock(boolean migrate) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL client_min_messages = warning");
      statement.execute(migrations.lock());
      int found = found(); // again: another process may have been faster
      check(found, migrate);
      makeRoom(found);
      for (int version = found + 1; version <= migrations.newest(); version++) {
        statement.execute(migrations.step(version));
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Who may not make schemas can be given an empty one. */
  private void makeRoom(int found) throws SQLException {
    var schema = migrations.dialect().schema();
    if (found == 0
        && ask("SELECT count(*) FROM pg_namespace WHERE nspname = '" + schema + "'") == 0) {
      try (var statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA \"" + schema + "\"");
      }
    }
  }

  private long ask(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
