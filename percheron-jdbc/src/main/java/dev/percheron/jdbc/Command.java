package dev.percheron.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement that is being filled in: values go in from left to right, then it is run
 * once. Belongs to a {@link Session} and to the thread that has it.
 *
 * <p>This one speaks SQLite, where a value goes to the parameter of its number.
 */
class Command {
  private final PreparedStatement statement;
  private int next = 1;

  Command(PreparedStatement statement) {
    this.statement = statement;
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Looks at one row. */
  @FunctionalInterface
  interface Look {
    void at(ResultSet row) throws SQLException;
  }

  final Command begin() {
    next = 1;
    return this;
  }

  /** The number of the parameter that is put next, from 1. */
  final int next() {
    return next++;
  }

  Command put(long value) throws SQLException {
    statement.setLong(next(), value);
    return this;
  }

  Command put(String value) throws SQLException {
    statement.setString(next(), value);
    return this;
  }

  Command put(byte[] value) throws SQLException {
    statement.setBytes(next(), value);
    return this;
  }

  /** Numbers of jobs or lanes, which the statement unfolds into rows. */
  Command putIds(long... ids) throws SQLException {
    return put(Ids.json(ids));
  }

  /** A list of numbers as it stands in the row of a claim. */
  Command putNumbers(long[] numbers) throws SQLException {
    return put(Packed.written(numbers));
  }

  /** SQL's null when {@code value} is {@link Micros#NONE}. */
  final Command putTime(long value) throws SQLException {
    return value == Micros.NONE ? putNull() : put(value);
  }

  /** SQL's null when {@code value} is null. */
  final Command putText(@Nullable String value) throws SQLException {
    return value == null ? putNull() : put(value);
  }

  Command putNull() throws SQLException {
    statement.setNull(next(), Types.NULL);
    return this;
  }

  /** Runs it and tells how many rows it changed. */
  final int run() throws SQLException {
    return statement.executeUpdate();
  }

  /** Runs what neither has rows nor changes any, such as the begin of a transaction. */
  final void execute() throws SQLException {
    statement.execute();
  }

  /** All rows. */
  final <T> List<T> list(Row<T> row) throws SQLException {
    var list = new ArrayList<T>();
    each(found -> list.add(row.read(found)));
    return list;
  }

  /** Looks at each row. */
  final void each(Look look) throws SQLException {
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        look.at(rows);
      }
    }
  }

  /** The first row. */
  final <T> Optional<T> first(Row<T> row) throws SQLException {
    try (var rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
    }
  }

  /** The number in the first column of the first row. */
  final long number() throws SQLException {
    try (var rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("a statement that always has a row had none");
      }
      return rows.getLong(1);
    }
  }

  /** The numbers in the first column. */
  final long[] numbers() throws SQLException {
    var numbers = new LongList();
    each(row -> numbers.add(row.getLong(1)));
    return numbers.toArray();
  }

  final void close() throws SQLException {
    statement.close();
  }
}
