package dev.percheron.jdbc;

import dev.percheron.api.ClaimId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The row of a claim, and what is changed of it in one transaction. Belongs to who reads it. */
final class Claim {
  final ClaimId id;
  final long worker;
  final long claimedAt;
  final long[] jobs;
  private final long[] started;
  private final byte[] done;
  private boolean hasStarts;
  private boolean hasEnds;

  private Claim(ClaimId id, long worker, long claimedAt, long[] jobs, long[] started, byte[] done) {
    this.id = id;
    this.worker = worker;
    this.claimedAt = claimedAt;
    this.jobs = jobs;
    this.started = started;
    this.done = done;
  }

  /**
   * From the columns id, worker, claimed_at, job_ids, started, done, the first of them at {@code
   * column}.
   */
  static Claim read(ResultSet row, long id, long worker, int column) throws SQLException {
    var jobs = Columns.numbers(row, column + 1);
    var started = Arrays.copyOf(Columns.numbers(row, column + 2), jobs.length);
    return new Claim(
        new ClaimId(id),
        worker,
        row.getLong(column),
        jobs,
        started,
        fitted(row.getBytes(column + 3), jobs.length));
  }

  /** Whether {@code job} is at {@code place} and not settled. */
  boolean isOpen(int place, long job) {
    return place >= 0 && place < jobs.length && jobs[place] == job && !Bits.has(done, place);
  }

  /** When a job started, or {@link Micros#NONE}. */
  long startedAt(int place) {
    return started[place] == 0 ? Micros.NONE : claimedAt + started[place] - 1;
  }

  boolean isStarted(int place) {
    return started[place] != 0;
  }

  void start(int place, long now) {
    if (!isStarted(place)) {
      started[place] = 1 + Math.max(0, now - claimedAt);
      hasStarts = true;
    }
  }

  void settle(int place) {
    Bits.set(done, place);
    hasEnds = true;
  }

  /** What stands in the row when the first {@code slots} of {@code size} jobs start at once. */
  static byte[] startedFirst(int slots, int size) {
    var started = new long[size];
    Arrays.fill(started, 0, Math.min(slots, size), 1);
    return Packed.written(started);
  }

  /** The places that are not settled. */
  int[] open() {
    return IntStream.range(0, jobs.length).filter(place -> !Bits.has(done, place)).toArray();
  }

  /** Writes what was changed; a claim without open places is gone. */
  void save(Tx tx) throws SQLException {
    if (hasEnds && Bits.count(done) >= jobs.length) {
      tx.on("claim.close").put(id.value()).put(worker).run();
      return;
    }
    if (hasStarts) {
      tx.on("claim.mark-started").put(id.value()).put(worker).put(Packed.written(started)).run();
    }
    if (hasEnds) {
      tx.on("claim.mark-done").put(id.value()).put(worker).put(done).run();
    }
  }

  /** The driver gives null for an empty one, and a damaged one may be short. */
  private static byte[] fitted(byte[] bits, int size) {
    var fitted = Bits.none(size);
    if (bits != null) {
      System.arraycopy(bits, 0, fitted, 0, Math.min(bits.length, fitted.length));
    }
    return fitted;
  }
}
