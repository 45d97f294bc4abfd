package dev.percheron.jdbc;

import dev.percheron.jdbc.Body.Tries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a claim has taken, as the rows of {@code claim.take} tell it and before anything in them is
 * believed: the claim, then – in any order – what is known of its jobs. Belongs to one thread.
 */
final class TakenJobs {
  private static final int CLAIM = 0;
  private static final int JOB = 1;
  private static final int TRIES = 2;
  private static final int META = 3;

  private final Map<Long, Row> rows = new HashMap<>();
  private final Map<Long, Tries> tries = new HashMap<>();
  private final Map<Long, String> metas = new HashMap<>();
  private long claim;
  private long claimedAt;
  private long[] jobs = {};
  private long[] lanes = {};
  private long[] dues = {};

  /** The row of a job. */
  private record Row(
      long createdAt,
      int handler,
      int lane,
      String arguments,
      long startDeadline,
      String options,
      String metadata,
      boolean hasKey) {}

  /** Takes in one row of the answer. */
  void add(ResultSet row) throws SQLException {
    switch (row.getInt(1)) {
      case CLAIM -> addClaim(row);
      case JOB -> rows.put(row.getLong(2), job(row));
      case TRIES ->
          tries.put(
              row.getLong(2),
              new Tries(row.getInt(7), row.getInt(8), row.getInt(9), Columns.time(row, 3)));
      case META -> metas.put(row.getLong(2), row.getString(13));
      default -> throw new SQLException("a claim answered a row of kind " + row.getInt(1));
    }
  }

  private void addClaim(ResultSet row) throws SQLException {
    claim = row.getLong(2);
    claimedAt = row.getLong(3);
    jobs = Columns.numbers(row, 4);
    lanes = Columns.numbers(row, 5);
    dues = Columns.numbers(row, 6);
  }

  private static Row job(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(3),
        row.getInt(7),
        row.getInt(8),
        row.getString(10),
        Columns.time(row, 11),
        Columns.text(row, 12),
        Columns.text(row, 13),
        row.getBoolean(14));
  }

  int size() {
    return jobs.length;
  }

  boolean isEmpty() {
    return jobs.length == 0;
  }

  long claim() {
    return claim;
  }

  long job(int place) {
    return jobs[place];
  }

  /** For each lane the job that was taken last. */
  Map<Long, LowMarks.Mark> last() {
    var last = new HashMap<Long, LowMarks.Mark>();
    for (int place = 0; place < jobs.length; place++) {
      if (place + 1 == jobs.length || lanes[place + 1] != lanes[place]) {
        last.put(lanes[place], new LowMarks.Mark(dues[place], jobs[place]));
      }
    }
    return last;
  }

  /**
   * The row of a job.
   *
   * @throws IllegalArgumentException when there is none
   */
  Body body(int place, Session session, Dictionary dictionary) throws SQLException {
    long job = jobs[place];
    var row = rows.get(job);
    if (row == null) {
      throw new IllegalArgumentException("it has no row");
    }
    return new Body(
        job,
        dictionary.handler(session, row.handler()),
        dictionary.lane(session, row.lane()),
        row.createdAt(),
        row.startDeadline(),
        row.options(),
        row.arguments(),
        metas.isEmpty() ? row.metadata() : metas.getOrDefault(job, row.metadata()),
        tries.isEmpty() ? Tries.NONE : tries.getOrDefault(job, Tries.NONE));
  }

  /**
   * The claim as it is to be remembered.
   *
   * @param slots how many of its jobs start at once
   * @param without jobs that leave it before anybody sees it
   */
  HeldClaim held(int slots, Set<Long> without) {
    var held = new LongList();
    var in = new LongList();
    var keys = new HashSet<Long>();
    for (int place = 0; place < jobs.length; place++) {
      if (!without.contains(jobs[place])) {
        held.add(jobs[place]);
        in.add(lanes[place]);
        var row = rows.get(jobs[place]);
        if (row != null && row.hasKey()) {
          keys.add(jobs[place]);
        }
      }
    }
    var started = new long[held.size()];
    Arrays.fill(started, 0, Math.min(slots, started.length), 1);
    var done = without.isEmpty() ? new byte[0] : Bits.none(held.size());
    var taken = new HeldClaim.Taken(claimedAt, System.nanoTime(), keys, Set.copyOf(tries.keySet()));
    return new HeldClaim(claim, held.toArray(), ints(in.toArray()), started, done, taken);
  }

  private static int[] ints(long[] numbers) {
    return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
  }
}
