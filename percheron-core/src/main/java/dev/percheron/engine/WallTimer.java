package dev.percheron.engine;

import dev.percheron.api.Failure;
import dev.percheron.spi.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Rings alarms on one thread. Deadlines are counted in monotonic time, so a clock that is set does
 * not disturb them.
 */
final class WallTimer implements Timer {
  private record Due(long nanos, long order, Runnable action) {}

  private static final long START = System.nanoTime();
  private static final Duration IDLE = Duration.ofHours(1);

  private final Events events;
  private final Loop loop;
  private final PriorityQueue<Due> alarms = // guarded by itself
      new PriorityQueue<>(
          Comparator.<Due>comparingLong(due -> due.nanos() - START).thenComparingLong(Due::order));
  private long order; // guarded by alarms

  WallTimer(Events events) {
    this.events = events;
    this.loop = Loop.asking("timer", this::untilNext, this::ring, events);
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  @Override
  public Alarm after(Duration delay, Runnable action) {
    Due due;
    boolean first;
    synchronized (alarms) {
      due = new Due(System.nanoTime() + delay.toNanos(), order++, action);
      alarms.add(due);
      first = due.equals(alarms.peek());
    }
    if (first) {
      loop.wake();
    }
    return () -> remove(due);
  }

  private void remove(Due due) {
    synchronized (alarms) {
      alarms.remove(due);
    }
  }

  private int ring() {
    int rung = 0;
    for (var due = nextDue(); due.isPresent(); due = nextDue()) {
      call(due.get().action());
      rung++;
    }
    return rung;
  }

  private void call(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) { // one bad alarm must not keep the others from ringing
      events.trouble("timer", Failure.of(e), 1);
    }
  }

  private Optional<Due> nextDue() {
    synchronized (alarms) {
      var due = alarms.peek();
      if (due == null || due.nanos() - System.nanoTime() > 0) {
        return Optional.empty();
      }
      return Optional.of(alarms.remove());
    }
  }

  private Duration untilNext() {
    synchronized (alarms) {
      var due = alarms.peek();
      return due == null ? IDLE : Duration.ofNanos(Math.max(0, due.nanos() - System.nanoTime()));
    }
  }
}
