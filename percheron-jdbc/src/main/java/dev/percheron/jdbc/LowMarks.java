package dev.percheron.jdbc;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * From where on a claim looks at a queue's ready jobs while there are more of them than are taken:
 * behind what was taken last. The index entries of what has gone are still there until they are
 * vacuumed, and walking over them again and again is what makes a long queue slow.
 *
 * <p>Jobs can appear in front of a mark – pushed by a slower transaction, given back by a worker –
 * so every second one claim looks from the beginning, and so does each that found less than it
 * wanted. Immutable.
 *
 * @param byLane the marks
 * @param swept when a claim last looked from the beginning, in nanoseconds of this process
 */
record LowMarks(Map<Long, Mark> byLane, long swept) {
  private static final long SWEEP_EVERY = TimeUnit.SECONDS.toNanos(1);
  private static final long LONG_AGO = System.nanoTime() - 2 * SWEEP_EVERY;

  /** Looks from the beginning. */
  static final LowMarks NONE = new LowMarks(Map.of(), LONG_AGO);

  /** The row that was taken last. */
  record Mark(long due, long id) {}

  /** What the next claim goes by. */
  LowMarks current() {
    return System.nanoTime() - swept > SWEEP_EVERY ? NONE : this;
  }

  boolean isNone() {
    return byLane.isEmpty();
  }

  /** After a claim that went by these and took as much as it wanted. */
  LowMarks after(Map<Long, Mark> taken) {
    var marks = new TreeMap<>(byLane);
    marks.putAll(taken);
    return new LowMarks(Map.copyOf(marks), isNone() ? System.nanoTime() : swept);
  }
}
