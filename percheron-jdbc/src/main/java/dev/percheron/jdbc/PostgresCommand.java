package dev.percheron.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Fills in a statement for PostgreSQL, whose driver knows no numbered parameters: a value goes to
 * every place where its number stood. Text cannot have NUL there; {@code U+2400}, its picture,
 * stands for it.
 */
final class PostgresCommand extends Command {
  private static final Pattern PARAMETER = Pattern.compile("\\?(\\d+)");

  private final PreparedStatement statement;

  /** For each parameter, from 0, where it stands. */
  private final int[][] places;

  private PostgresCommand(PreparedStatement statement, int[][] places) {
    super(statement);
    this.statement = statement;
    this.places = places;
  }

  static PostgresCommand prepare(Connection connection, String sql) throws SQLException {
    var plain = PARAMETER.matcher(sql).replaceAll("?");
    return new PostgresCommand(connection.prepareStatement(plain), places(sql));
  }

  private static int[][] places(String sql) {
    var places = new ArrayList<List<Integer>>();
    int place = 0;
    for (var found = PARAMETER.matcher(sql); found.find(); ) {
      int number = Integer.parseInt(found.group(1));
      while (places.size() < number) {
        places.add(new ArrayList<>());
      }
      places.get(number - 1).add(++place);
    }
    return places.stream()
        .map(some -> some.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  private int[] here() {
    return places[next() - 1];
  }

  @Override
  Command put(long value) throws SQLException {
    for (int place : here()) {
      statement.setLong(place, value);
    }
    return this;
  }

  @Override
  Command put(String value) throws SQLException {
    var text = storable(value);
    for (int place : here()) {
      statement.setString(place, text);
    }
    return this;
  }

  @Override
  Command put(byte[] value) throws SQLException {
    for (int place : here()) {
      statement.setBytes(place, value);
    }
    return this;
  }

  @Override
  Command putNull() throws SQLException {
    for (int place : here()) {
      statement.setNull(place, Types.NULL);
    }
    return this;
  }

  @Override
  Command putIds(long... ids) throws SQLException {
    return putArray(ids);
  }

  @Override
  Command putNumbers(long[] numbers) throws SQLException {
    return putArray(numbers);
  }

  /** An array of long, int, String, Long or byte[]. */
  PostgresCommand putArray(Object array) throws SQLException {
    for (int place : here()) {
      statement.setObject(place, array);
    }
    return this;
  }

  /** What PostgreSQL can keep of a text. */
  static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\u2400');
  }
}
