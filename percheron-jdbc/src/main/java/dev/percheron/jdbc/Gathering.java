package dev.percheron.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Takes from a queue what is committed together.
 *
 * <p>Callers who wait for one commit and come back at once would take turns for ever, each alone
 * with half of the commits: whoever was just answered comes back while the others' commit is
 * flushed. So as many as took part a moment ago are waited for, for less time than a flush takes;
 * when they do not come, that is not tried again for a while. Belongs to the writer's thread.
 */
final class Gathering<T> {
  private static final long MOMENT = TimeUnit.MICROSECONDS.toNanos(50);
  private static final int LONGEST_PAUSE = 64;

  private final BlockingQueue<T> waiting;
  private final int most;
  private int answered;
  private int skipped;
  private int toSkip;

  Gathering(BlockingQueue<T> waiting, int most) {
    this.waiting = waiting;
    this.most = most;
  }

  /**
   * The next to be committed together; empty when none came in time.
   *
   * @param pause how long to wait for the first, in nanoseconds
   */
  List<T> next(long pause) throws InterruptedException {
    var group = new ArrayList<T>();
    int expected = answered + waiting.size();
    var first = waiting.poll(pause, TimeUnit.NANOSECONDS);
    if (first != null) {
      group.add(first);
      waiting.drainTo(group, most - 1);
      linger(group, Math.min(expected, most));
      answered = group.size();
    }
    return group;
  }

  private void linger(List<T> group, int expected) throws InterruptedException {
    if (group.size() >= expected || skipped++ < toSkip) {
      return;
    }
    boolean isComing = true;
    while (isComing && group.size() < expected) {
      var more = waiting.poll(MOMENT, TimeUnit.NANOSECONDS);
      isComing = more != null;
      if (isComing) {
        group.add(more);
        waiting.drainTo(group, most - group.size());
      }
    }
    skipped = 0;
    toSkip = isComing ? 0 : Math.min(LONGEST_PAUSE, toSkip * 2 + 1);
  }
}
