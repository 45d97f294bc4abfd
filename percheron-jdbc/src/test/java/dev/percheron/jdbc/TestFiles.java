package dev.percheron.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;

/** What tests do to database files behind a store's back. */
final class TestFiles {
  private TestFiles() {}

  static String url(Path file) {
    return SqliteFile.SCHEME + file;
  }

  static Connection connect(Path file) throws SQLException {
    return new JDBC().connect(url(file), new Properties());
  }

  /** Runs statements as another program would. */
  static void run(Path file, String... statements) throws SQLException {
    try (var connection = connect(file);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  /** The first column of the first row. */
  static String ask(Path file, String sql) throws SQLException {
    try (var connection = connect(file);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }
}
