package dev.percheron.memory;

import java.util.TreeSet;

/**
 * The ready jobs of one queue at one priority, first due first. Jobs nearly always come in that
 * order, so those stand in a chain; the few that come out of order – promoted, given back – stand
 * in a tree beside it. Guarded by the store's lock.
 */
final class Lane {
  private final Chain inOrder = new Chain();
  private final TreeSet<StoredJob> outOfOrder = new TreeSet<>(StoredJob.BY_DUE);

  boolean isEmpty() {
    return inOrder.isEmpty() && outOfOrder.isEmpty();
  }

  void add(StoredJob job) {
    if (inOrder.isEmpty() || StoredJob.BY_DUE.compare(inOrder.last(), job) < 0) {
      inOrder.add(job);
    } else {
      outOfOrder.add(job);
    }
  }

  void remove(StoredJob job) {
    if (job.isLinked()) {
      job.unlink();
    } else {
      outOfOrder.remove(job);
    }
  }

  /** The next to be claimed; there must be one. */
  StoredJob first() {
    if (outOfOrder.isEmpty()) {
      return inOrder.first();
    } else if (inOrder.isEmpty()) {
      return outOfOrder.first();
    }
    var ordered = inOrder.first();
    var other = outOfOrder.first();
    return StoredJob.BY_DUE.compare(ordered, other) < 0 ? ordered : other;
  }

  int count() {
    return inOrder.count() + outOfOrder.size();
  }
}
