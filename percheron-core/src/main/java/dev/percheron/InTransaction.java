package dev.percheron;

import dev.percheron.api.JobContext;
import org.jspecify.annotations.Nullable;

/**
 * What can be done in a transaction of one's own: pushing jobs, and completing the one that runs.
 *
 * <pre>{@code
 * @Handler("orders.bill")
 * void bill(long order, JobContext job) throws SQLException {
 *   try (var connection = database.getConnection()) {
 *     connection.setAutoCommit(false);
 *     insertInvoice(connection, order);
 *     percheron.in(JdbcTransaction.on(connection)).complete(job);
 *     connection.commit();
 *   }
 * }
 * }</pre>
 *
 * <p>The invoice is there if and only if the job has succeeded, whatever crashes in between: the
 * handler's effects in this database happen exactly once. Complete last, and commit right after it.
 * As safe for use by many threads as the transaction is.
 */
public interface InTransaction extends Producer {
  /**
   * Completes the running job without a value. Once the transaction is committed the job has
   * succeeded, also when its handler throws or its process dies after that; when it is rolled back,
   * the attempt goes on as if nothing had been said.
   *
   * @param job the context of the running attempt, which must not have ended
   * @throws dev.percheron.api.ClaimLost when the job is not this attempt's any more: it was taken
   *     over, has ended, or was completed before. Let it pass, so that the transaction is rolled
   *     back
   * @throws dev.percheron.api.StoreUnavailable when the database did not do it; roll back
   */
  default void complete(JobContext job) {
    complete(job, null);
  }

  /**
   * As {@link #complete(JobContext)}, with the result that is kept instead of what the handler
   * returns.
   *
   * @return {@code result}, to be returned by the handler
   */
  <R extends @Nullable Object> R complete(JobContext job, R result);
}
