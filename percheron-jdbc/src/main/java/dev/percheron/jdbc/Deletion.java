package dev.percheron.jdbc;

import java.sql.SQLException;

/** Deletes ended or waiting jobs with everything known of them. */
final class Deletion {
  private Deletion() {}

  static void delete(Tx tx, long... jobs) throws SQLException {
    if (jobs.length > 0) {
      var json = Ids.json(jobs);
      tx.on("delete.histories").put(json).run();
      tx.on("delete.jobs").put(json).run();
      Extras.delete(tx, Extras.ALL, jobs);
    }
  }
}
