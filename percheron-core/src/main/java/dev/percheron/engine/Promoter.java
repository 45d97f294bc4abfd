package dev.percheron.engine;

import dev.percheron.spi.JobStore;
import java.time.Duration;
import java.time.InstantSource;

/** Makes jobs ready whose time has come; sleeps until the next is due. */
final class Promoter {
  private static final int MOST = 1_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final JobStore store;
  private final InstantSource time;
  private volatile Duration untilNext = LONGEST_WAIT;

  Promoter(JobStore store, InstantSource time) {
    this.store = store;
    this.time = time;
  }

  int runOnce() {
    int promoted = store.promote(MOST);
    untilNext =
        store
            .nextDue()
            .map(due -> Duration.between(time.instant(), due))
            .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
            .map(wait -> wait.isNegative() ? Duration.ZERO : wait.plusMillis(1))
            .orElse(LONGEST_WAIT);
    return promoted;
  }

  /** How long there is nothing to do, as far as we know; others may push something meanwhile. */
  Duration untilNext() {
    return untilNext;
  }
}
