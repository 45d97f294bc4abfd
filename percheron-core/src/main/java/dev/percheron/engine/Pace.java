package dev.percheron.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;

/**
 * How fast a queue's jobs end here, and so how many it is worth to claim ahead: what ends within a
 * few milliseconds. A queue of slow jobs claims nothing ahead and leaves them to other workers.
 */
final class Pace {
  private static final Duration LOOK_AHEAD = Duration.ofMillis(30);
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(4);

  /** The most jobs that are claimed ahead. */
  static final int MOST_AHEAD = 4_000;

  private final InstantSource time;
  private final LongAdder ended = new LongAdder();
  private Instant lastLook; // this and below: owned by the fetcher
  private long endedAtLastLook;
  private double perLookAhead;

  Pace(InstantSource time) {
    this.time = time;
    this.lastLook = time.instant();
  }

  void oneEnded() {
    ended.increment();
  }

  /** How many to claim ahead now. */
  int ahead() {
    var passed = Duration.between(lastLook, time.instant());
    if (passed.compareTo(SHORTEST_LOOK) >= 0) {
      look(passed);
    }
    return (int) Math.min(perLookAhead, MOST_AHEAD);
  }

  private void look(Duration passed) {
    long now = ended.sum();
    double rate = (double) (now - endedAtLastLook) / passed.toNanos() * LOOK_AHEAD.toNanos();
    perLookAhead = (perLookAhead + rate) / 2;
    endedAtLastLook = now;
    lastLook = time.instant();
  }
}
