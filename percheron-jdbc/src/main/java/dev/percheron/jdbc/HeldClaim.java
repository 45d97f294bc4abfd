package dev.percheron.jdbc;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A claim as this store remembers it, so that settling need not read it first. Whether the memory
 * is right is told by its row, which is changed only while it is as remembered.
 *
 * <p>Immutable: nobody changes the arrays.
 */
final class HeldClaim {
  final long id;

  /** The jobs, by place. */
  final long[] jobs;

  /** The lane of each. */
  final int[] lanes;

  /** For each job 0, or 1 and the microseconds from the claim to its start. */
  final long[] started;

  /** What stands in its row of what is settled. */
  final byte[] done;

  final Taken taken;

  /**
   * What never changes.
   *
   * @param claimedAt when it was made, by the store's time
   * @param at the same by this process's own count of nanoseconds
   * @param keys which of its jobs have a unique key
   * @param traced of which of its jobs more is stored: earlier attempts, a log, progress, metadata
   */
  record Taken(long claimedAt, long at, Set<Long> keys, Set<Long> traced) {}

  HeldClaim(long id, long[] jobs, int[] lanes, long[] started, byte[] done, Taken taken) {
    this.id = id;
    this.jobs = jobs;
    this.lanes = lanes;
    this.started = started;
    this.done = done;
    this.taken = taken;
  }

  /** Whether {@code job} is at {@code place} and not settled. */
  boolean isOpen(int place, long job) {
    return place >= 0 && place < jobs.length && jobs[place] == job && !Bits.has(done, place);
  }

  /** Whether all is settled. */
  boolean isThrough() {
    return Bits.count(done) >= jobs.length;
  }

  /** The same with more traces. */
  HeldClaim traced(Set<Long> more) {
    var all = new HashSet<>(taken.traced());
    all.addAll(more);
    var now = new Taken(taken.claimedAt(), taken.at(), taken.keys(), all);
    return new HeldClaim(id, jobs, lanes, started, done, now);
  }

  /** The same with other marks. */
  HeldClaim marked(long[] nowStarted, byte[] nowDone) {
    return new HeldClaim(id, jobs, lanes, nowStarted, nowDone, taken);
  }

  /** The same with one job marked as settled. */
  HeldClaim without(long job) {
    var bits = doneBits();
    for (int place = 0; place < jobs.length; place++) {
      if (jobs[place] == job) {
        Bits.set(bits, place);
      }
    }
    return marked(started, bits);
  }

  /** A bitmap for all jobs with what is settled. */
  byte[] doneBits() {
    return Arrays.copyOf(done, Bits.none(jobs.length).length);
  }
}
