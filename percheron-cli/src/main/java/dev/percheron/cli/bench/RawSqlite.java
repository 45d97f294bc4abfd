package dev.percheron.cli.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What the driver and the disk can do with a plain table, the same pragmas and no queue around it: the
 * limit that the figures stand beside. One connection, because SQLite has one writer.
 */
final class RawSqlite implements AutoCloseable {
  private static final int CLAIM = 500;

  private final Connection connection;

  private RawSqlite(Connection connection) {
    this.connection = connection;
  }

  static RawSqlite open(Path file) throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma synchronous = full");
      statement.execute(
          "create table raw (id integer primary key, queue integer not null, args text not null)"
              + " strict");
    }
    connection.setAutoCommit(false);
    return new RawSqlite(connection);
  }

  /** One row, one commit, {@code count} times. */
  void commits(int count) throws SQLException {
    try (var insert = insert()) {
      for (int i = 0; i < count; i++) {
        bind(insert);
        insert.executeUpdate();
        connection.commit();
      }
    }
  }

  /** {@code count} rows in batches of {@code size}, a commit for each. */
  void batches(int count, int size) throws SQLException {
    try (var insert = insert()) {
      for (int done = 0; done < count; done += size) {
        for (int i = 0; i < size; i++) {
          bind(insert);
          insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
      }
    }
  }

  /** Takes {@code count} rows away, {@value #CLAIM} at a time, a commit for each. */
  void claimAndDelete(int count) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "delete from raw where id in (select id from raw order by id limit ?) returning id,"
                + " args")) {
      for (int taken = 0; taken < count; ) {
        delete.setInt(1, CLAIM);
        taken += read(delete);
        connection.commit();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private PreparedStatement insert() throws SQLException {
    return connection.prepareStatement("insert into raw (queue, args) values (?, ?)");
  }

  private static void bind(PreparedStatement insert) throws SQLException {
    insert.setInt(1, 1);
    insert.setString(2, "[]");
  }

  private static int read(PreparedStatement delete) throws SQLException {
    int rows = 0;
    try (var result = delete.executeQuery()) {
      while (result.next()) {
        if (result.getString(2) != null) {
          rows++;
        }
      }
    }
    if (rows == 0) {
      throw new SQLException("fewer rows than there should be");
    }
    return rows;
  }
}
