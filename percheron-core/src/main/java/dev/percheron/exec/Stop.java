package dev.percheron.exec;

import dev.percheron.api.Durations;
import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import dev.percheron.spi.Timer.Alarm;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is being stopped: why, and how far up the ladder.
 *
 * <p>Its own lock is the guard between the ladder and the thread that runs the attempt: the ladder
 * interrupts only while it holds the lock and the attempt is not over, and the thread leaves the
 * attempt under the same lock. So an interrupt cannot hit whatever that thread does next. Attempts
 * that nobody stops never touch a lock.
 */
final class Stop implements Phase {
  static final String TIME_LIMIT = "percheron.TimeLimit";

  private final String reason;
  private final Optional<Duration> limit;
  private Rung rung; // guarded by this
  private String stack = ""; // guarded by this
  private volatile boolean over; // written under the lock
  private volatile boolean climbed;
  private boolean met; // guarded by this
  private volatile @Nullable Alarm next;

  private Stop(String reason, Optional<Duration> limit, Rung rung) {
    this.reason = reason;
    this.limit = limit;
    this.rung = rung;
  }

  /** Somebody wants it, for {@code reason}. */
  static Stop cancelled(String reason) {
    return new Stop(reason, Optional.empty(), Rung.TOKEN);
  }

  /** Somebody wanted it before it started: over at once. */
  static Stop beforeStart(String reason) {
    var stop = new Stop(reason, Optional.empty(), Rung.NOT_STARTED);
    stop.over = true;
    return stop;
  }

  /** Its time is up. */
  static Stop timedOut(Duration limit) {
    return new Stop("", Optional.of(limit), Rung.TOKEN);
  }

  boolean isOver() {
    return over;
  }

  /** Whether the ladder has been past the interrupt. */
  boolean hasClimbed() {
    return climbed;
  }

  void climbed() {
    climbed = true;
  }

  synchronized void reach(Rung higher) {
    rung = higher;
  }

  synchronized void stack(String text) {
    stack = text;
  }

  /** Declares the attempt over. True for the one caller who may report it. */
  synchronized boolean finish() {
    boolean first = !over;
    over = true;
    return first;
  }

  /** Two threads meet here after a fence; true for the second. */
  synchronized boolean meet() {
    boolean second = met;
    met = true;
    return second;
  }

  /** The alarm of the next rung; taken back at once when the attempt is over. */
  void next(Alarm alarm) {
    next = alarm;
    if (over) {
      alarm.stop();
    }
  }

  void stopAlarm() {
    var alarm = next;
    if (alarm != null) {
      alarm.stop();
      next = null;
    }
  }

  synchronized Outcome outcome() {
    return limit.isPresent()
        ? new Outcome.TimedOut(failure(limit.orElseThrow()), rung)
        : new Outcome.Cancelled(reason, rung);
  }

  private Failure failure(Duration time) {
    var end = rung == Rung.FENCED ? "; it ignored the interrupt and still runs" : "";
    return Failure.of(TIME_LIMIT, "its time limit of " + Durations.shown(time) + " passed" + end)
        .withStack(stack);
  }
}
