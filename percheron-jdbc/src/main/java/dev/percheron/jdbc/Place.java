package dev.percheron.jdbc;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Where a job stands, for who is about to move it.
 *
 * @param job the job
 * @param lane its lane
 * @param due the time in its row among the ready ones
 * @param uniqueKey its key
 * @param used how many attempts it has used
 * @param state its state, see {@link StateCode}
 */
record Place(long job, long lane, long due, Optional<String> uniqueKey, int used, int state) {

  /** Empty when there is no such job. */
  static Optional<Place> of(Tx tx, long job) throws SQLException {
    return tx.on("change.place")
        .put(job)
        .first(row ->
            new Place(
                job,
                row.getLong(1),
                row.getLong(2),
                Columns.optionalText(row, 3),
                row.getInt(4),
                row.getInt(5)));
  }
}
