package dev.percheron.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * One connection and its prepared statements, each prepared once. Used by one thread at a time.
 *
 * <p>Transactions are begun and ended by named statements, never by the driver: in its auto-commit
 * mode the driver tries to begin and commit around every single statement.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Statements statements;
  private final Preparer preparer;
  private final Map<String, Command> commands = new HashMap<>();
  private final Map<String, Map<Integer, Command>> manyRows = new HashMap<>();

  Session(Connection connection, Statements statements) {
    this(connection, statements, sql -> new Command(connection.prepareStatement(sql)));
  }

  Session(Connection connection, Statements statements, Preparer preparer) {
    this.connection = connection;
    this.statements = statements;
    this.preparer = preparer;
  }

  /** Prepares a statement as a dialect wants it. */
  @FunctionalInterface
  interface Preparer {
    Command prepare(String sql) throws SQLException;
  }

  /** The connection, for what is no statement. */
  Connection connection() {
    return connection;
  }

  /** Whether this dialect has a statement called {@code name}. */
  boolean knows(String name) {
    return statements.has(name);
  }

  /** The statement called {@code name}, ready to be filled in. */
  Command on(String name) throws SQLException {
    var command = commands.get(name);
    if (command == null) {
      command = preparer.prepare(statements.sql(name));
      commands.put(name, command);
    }
    return command.begin();
  }

  /** The statement called {@code name} for {@code count} rows. */
  Command rows(String name, int count) throws SQLException {
    var sizes = manyRows.computeIfAbsent(name, any -> new HashMap<>());
    var command = sizes.get(count);
    if (command == null) {
      command = preparer.prepare(statements.rows(name, count));
      sizes.put(count, command);
    }
    return command.begin();
  }

  /** Runs a text of one or more statements. */
  void script(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** The number that a statement of one row and column has. */
  long ask(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** The text that a statement of one row and column has. */
  String askText(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var text = rows.next() ? rows.getString(1) : null;
      return text == null ? "" : text;
    }
  }

  /** Prepares everything anew from here on: after some errors the driver closes what failed. */
  void forget() throws SQLException {
    for (var command : commands.values()) {
      command.close();
    }
    for (var sizes : manyRows.values()) {
      for (var command : sizes.values()) {
        command.close();
      }
    }
    commands.clear();
    manyRows.clear();
  }

  @Override
  public void close() throws SQLException {
    try {
      forget();
    } finally {
      connection.close();
    }
  }
}
