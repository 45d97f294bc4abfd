package dev.percheron.jdbc;

import java.sql.SQLException;

/**
 * An {@link SQLException} on its way out of a method that can throw none; caught in this package.
 */
final class UncheckedSqlException extends RuntimeException {
  @java.io.Serial private static final long serialVersionUID = 1L;

  UncheckedSqlException(SQLException cause) {
    super(cause);
  }

  SQLException sql() {
    return (SQLException) getCause();
  }
}
