package dev.percheron.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables that have rows of few jobs only. Most of the time they are empty, and one look tells
 * which: so a job without a key, a retry or a log pays nothing for them when it ends.
 */
enum Extras {
  UNIQ(1, "delete.uniq"),
  WISHES(2, "delete.wishes"),
  TRIES(4, "delete.tries"),
  METAS(8, "delete.metas"),
  ATTEMPTS(16, "delete.attempts"),
  LOGS(32, "delete.logs"),
  PROGRESSES(64, "delete.progresses");

  /** What an ended job has no more. */
  static final List<Extras> OF_UNFINISHED = List.of(UNIQ, WISHES, TRIES);

  /** What goes with a deleted job. */
  static final List<Extras> ALL = List.of(values());

  /** As in the statement {@code extras.present}. */
  private final long bit;

  private final String delete;

  Extras(long bit, String delete) {
    this.bit = bit;
    this.delete = delete;
  }

  /** Which of {@code kinds} have any rows now. */
  static List<Extras> present(Tx tx, List<Extras> kinds) throws SQLException {
    long bits = tx.on("extras.present").number();
    if (bits == 0) {
      return List.of();
    }
    var present = new ArrayList<>(kinds);
    present.removeIf(kind -> (bits & kind.bit) == 0);
    return present;
  }

  /** Deletes the rows that jobs have in tables of {@code kinds}. */
  static void delete(Tx tx, List<Extras> kinds, long... jobs) throws SQLException {
    var present = jobs.length == 0 ? List.<Extras>of() : present(tx, kinds);
    if (!present.isEmpty()) {
      for (var kind : present) {
        tx.on(kind.delete).putIds(jobs).run();
      }
    }
  }
}
