package dev.percheron.jdbc;

import java.sql.SQLException;

/** Deletes ended or waiting jobs with everything known of them. */
final class Deletion {
  private Deletion() {}

  static void delete(Tx tx, long... jobs) throws SQLException {
    if (jobs.length > 0) {
      tx.on("delete.histories").putIds(jobs).run();
      tx.on("delete.jobs").putIds(jobs).run();
      Extras.delete(tx, Extras.ALL, jobs);
    }
  }
}
