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

  static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return optionalNumber(row, column).map(Micros::instant);
  }
}
