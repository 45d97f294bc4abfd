package dev.percheron.jdbc;

import dev.percheron.spi.Transaction;
import java.sql.Connection;

/**
 * A transaction on a connection of the user's, for jobs that are to exist if and only if the user's
 * own data do:
 *
 * <pre>{@code
 * connection.setAutoCommit(false);
 * insertOrder(connection, order);
 * percheron.in(JdbcTransaction.on(connection)).push(job(Mails::confirm, order.id()));
 * connection.commit();
 * }</pre>
 *
 * <p>The connection must be to the database that the store is in, with a user who may push. It is
 * neither committed nor closed here. Used by one thread at a time, as the connection is.
 *
 * @param connection out of auto-commit mode
 */
public record JdbcTransaction(Connection connection) implements Transaction {
  /** The transaction that is under way on {@code connection}. */
  public static JdbcTransaction on(Connection connection) {
    return new JdbcTransaction(connection);
  }
}
