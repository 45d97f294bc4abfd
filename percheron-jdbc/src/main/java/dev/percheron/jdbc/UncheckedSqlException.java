package dev.percheron.jdbc;

import java.io.Serial;
import java.sql.SQLException;

/**
 * An {@link SQLException} on its way out of a method that can throw none; caught in this package.
 */
final class UncheckedSqlException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final SQLException sql;

  UncheckedSqlException(SQLException cause) {
    super(cause);
    this.sql = cause;
  }

  SQLException sql() {
    return sql;
  }
}
