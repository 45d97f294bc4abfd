package dev.percheron.testkit;

import dev.percheron.spi.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A clock in the hand, with the timer that belongs to it: time stands still until a test moves it,
 * and alarms ring on the thread that moves it, in order, each at its own time.
 */
public final class ManualTime implements InstantSource, Timer {
  private record Due(Instant at, long order, Runnable action) {}

  private final PriorityQueue<Due> alarms =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Instant now;
  private long order;

  /** Time that stands at a round instant. */
  public ManualTime() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** Time that stands at {@code start}. */
  public ManualTime(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves time forward and rings what falls due on the way. */
  public void advance(Duration by) {
    var target = instant().plus(by);
    for (var due = nextUpTo(target); due.isPresent(); due = nextUpTo(target)) {
      due.get().action().run();
    }
    setTo(target);
  }

  @Override
  public synchronized Alarm after(Duration delay, Runnable action) {
    var due = new Due(now.plus(delay.isNegative() ? Duration.ZERO : delay), order++, action);
    alarms.add(due);
    return () -> remove(due);
  }

  /** How many alarms are set. */
  public synchronized int alarms() {
    return alarms.size();
  }

  private synchronized Optional<Due> nextUpTo(Instant target) {
    var due = alarms.peek();
    if (due == null || due.at().isAfter(target)) {
      return Optional.empty();
    }
    alarms.remove();
    now = due.at().isAfter(now) ? due.at() : now;
    return Optional.of(due);
  }

  private synchronized void setTo(Instant target) {
    now = target.isAfter(now) ? target : now;
  }

  private synchronized void remove(Due due) {
    alarms.remove(due);
  }
}
