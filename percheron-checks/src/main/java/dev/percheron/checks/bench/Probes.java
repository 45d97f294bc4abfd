package dev.percheron.checks.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Times jobs on an idle worker: from the call that pushes until the handler runs. */
final class Probes {
  private static final long LONGEST = Duration.ofSeconds(60).toNanos();
  private static final long REST = Duration.ofMillis(3).toNanos();

  private Probes() {}

  /** The milliseconds that each took; they are pushed at random, at most {@code gap} apart. */
  static List<Double> millis(Contender contender, Board board, int count, Duration gap)
      throws Exception {
    var random = new Random(count);
    var millis = new ArrayList<Double>(count);
    for (int i = 0; i < count; i++) {
      pause(REST + (long) (random.nextDouble() * gap.toNanos()));
      millis.add(one(contender, board));
    }
    return millis;
  }

  private static double one(Contender contender, Board board) throws Exception {
    board.clear();
    long start = System.nanoTime();
    contender.push();
    board.await(1, LONGEST);
    double millis = (board.firstNanos() - start) / 1e6;
    Wait.untilDone(contender);
    return millis;
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
