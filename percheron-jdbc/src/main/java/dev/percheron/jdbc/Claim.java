package dev.percheron.jdbc;

import dev.percheron.api.ClaimId;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The row of a claim, and what is changed of it in one transaction. Belongs to who reads it.
 */
final class Claim {
  final ClaimId id;
  final long worker;
  final long claimedAt;
  final long[] jobs;
  final byte[] started;
  final byte[] done;
  private boolean isChanged;

  Claim(ClaimId id, long worker, long claimedAt, long[] jobs, byte[] started, byte[] done) {
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
    var jobs = ids(row.getBytes(column + 1));
    return new Claim(
        new ClaimId(id),
        worker,
        row.getLong(column),
        jobs,
        fitted(row.getBytes(column + 2), jobs.length),
        fitted(row.getBytes(column + 3), jobs.length));
  }

  /** Whether {@code job} is at {@code place} and not settled. */
  boolean isOpen(int place, long job) {
    return place >= 0 && place < jobs.length && jobs[place] == job && !Bits.has(done, place);
  }

  boolean isStarted(int place) {
    return Bits.has(started, place);
  }

  void start(int place) {
    isChanged |= !isStarted(place);
    Bits.set(started, place);
  }

  void settle(int place) {
    isChanged = true;
    Bits.set(done, place);
  }

  /** The places that are not settled. */
  int[] open() {
    return java.util.stream.IntStream.range(0, jobs.length)
        .filter(place -> !Bits.has(done, place))
        .toArray();
  }

  /** Writes what was changed; a claim without open places is gone. */
  void save(Tx tx) throws SQLException {
    if (!isChanged) {
      return;
    }
    if (Bits.count(done) >= jobs.length) {
      tx.on("claim.close").put(id.value()).put(worker).run();
    } else {
      tx.on("claim.mark").put(id.value()).put(worker).put(started).put(done).run();
    }
  }

  private static long[] ids(byte[] bytes) throws SQLException {
    try {
      return IdList.read(bytes == null ? new byte[0] : bytes);
    } catch (IllegalArgumentException e) {
      throw new SQLException("a claim cannot be read: " + e.getMessage(), e);
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
