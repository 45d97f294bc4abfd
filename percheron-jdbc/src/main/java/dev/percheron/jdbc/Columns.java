package dev.percheron.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Columns that may be SQL's null, told without one. */
final class Columns {
  private Columns() {}

  /** A time, or {@link Micros#NONE}. */
  static long time(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return value == 0 && row.wasNull() ? Micros.NONE : value;
  }

  /** A text, empty for null. */
  static String text(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    return text == null ? "" : text;
  }

  static Optional<String> optionalText(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static Optional<Long> optionalNumber(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return value == 0 && row.wasNull() ? Optional.empty() : Optional.of(value);
  }

  /** A list of numbers: packed bytes, or an array where the database has such. */
  static long[] numbers(ResultSet row, int column) throws SQLException {
    var value = row.getObject(column);
    return switch (value) {
      case null -> new long[0];
      case byte[] bytes -> packed(bytes);
      case java.sql.Array array -> unboxed((Number[]) array.getArray());
      default -> throw new SQLException("a list of numbers is stored as " + value.getClass());
    };
  }

  private static long[] unboxed(Number[] values) {
    var numbers = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = values[i].longValue();
    }
    return numbers;
  }

  private static long[] packed(byte[] bytes) throws SQLException {
    try {
      return Packed.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new SQLException("a claim cannot be read: " + e.getMessage(), e);
    }
  }

  static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return optionalNumber(row, column).map(Micros::instant);
  }
}
