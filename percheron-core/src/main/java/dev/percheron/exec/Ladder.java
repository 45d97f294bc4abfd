package dev.percheron.exec;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import dev.percheron.exec.Phase.Plain;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.JobExecutor.RunningAttempt;
import dev.percheron.spi.Timer.Alarm;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stops an attempt, seen from outside of its thread: cancellation, the time limit, the rungs
 * from token to fence – and the one end, whoever brings it about.
 *
 * <p>Moves: waiting → claimed → running → (pending → running) → ended, and from each of them to
 * {@link Stop}. Every move is one compare-and-set, its winner does what belongs to it, and whoever
 * moves it to its end reports it.
 */
abstract class Ladder extends AttemptContext implements RunningAttempt, Runnable {
  private static final VarHandle PHASE = phaseHandle();

  private volatile Phase phase = Plain.WAITING;
  // The thread that runs the attempt's code. Interrupted only under the lock of a Stop; see there.
  volatile @Nullable Thread thread;
  volatile @Nullable Awaited awaited;
  private volatile @Nullable Alarm limit;

  Ladder(Session session, Attempt attempt, AttemptListener listener) {
    super(session, attempt, listener);
  }

  /** Lets go of a stage that no thread waits for, and ends the attempt. */
  abstract void giveUpStage();

  final Phase phase() {
    return phase;
  }

  final boolean move(Phase from, Phase to) {
    return PHASE.compareAndSet(this, from, to);
  }

  // ---- before the start

  @Override
  public final void cancel(String reason) {
    var stop = Stop.beforeStart(reason);
    if (moveBeforeStart(stop)) {
      session.forget(this);
      end(stop.outcome(), Optional.empty());
    } else {
      climb(Stop.cancelled(reason));
    }
  }

  /** Should the thread be another attempt's by now, this one has ended and nobody asks for it. */
  @Override
  public final String stack() {
    var running = thread;
    return running == null ? "" : Stacks.of(running);
  }

  /** Ends it with {@code outcome} if it has not started. */
  final void withdraw(Outcome outcome) {
    if (moveBeforeStart(Plain.ENDED)) {
      end(outcome, Optional.empty());
    }
  }

  /** Whether it stands in the service's queue. */
  final boolean isWaiting() {
    return phase == Plain.WAITING;
  }

  private boolean moveBeforeStart(Phase end) {
    return move(Plain.WAITING, end) || move(Plain.CLAIMED, end);
  }

  /** Ends it although it never had a slot. */
  final void refuse(String reason) {
    phase = Plain.ENDED;
    var outcome = new Outcome.NotStarted(reason);
    listener.ended(new AttemptEnd(outcome, Optional.empty(), session.now(), metadata()));
  }

  // ---- the rungs

  final void limit(Duration time) {
    limit = session.context.timer().after(time, () -> timeUp(time));
  }

  private void timeUp(Duration time) {
    var stop = Stop.timedOut(time);
    var running = thread;
    if (running != null) {
      // Taken before the token makes it leave the place. Should the thread be another attempt's by
      // now, then this one is over and the climb does not begin.
      stop.stack(Stacks.of(running));
    }
    climb(stop);
  }

  private void climb(Stop stop) {
    if (moveWhileStarted(stop)) {
      var actions = takeActions();
      if (!actions.isEmpty()) {
        // User code, and this may be the timer's thread, which others wait for.
        Thread.startVirtualThread(() -> runAll(actions));
      }
      session.after(session.settings.tokenGrace(), stop, () -> interrupt(stop));
    }
  }

  private boolean moveWhileStarted(Stop stop) {
    // A loop, because it may go from pending to running under our hands.
    for (var now = phase; now == Plain.RUNNING || now == Plain.PENDING; now = phase) {
      if (move(now, stop)) {
        return true;
      }
    }
    return false;
  }

  private void interrupt(Stop stop) {
    synchronized (stop) {
      if (stop.isOver()) {
        return;
      }
      interruptThread(stop);
    }
    wakeStage();
    session.after(session.settings.interruptGrace(), stop, () -> fence(stop));
  }

  private void interruptThread(Stop stop) {
    var running = thread;
    if (session.executor.interrupts()) {
      stop.reach(Rung.INTERRUPT);
      if (running != null) {
        running.interrupt();
      }
    }
    stop.climbed();
  }

  private void wakeStage() {
    var later = awaited;
    if (later != null && thread == null) {
      session.post(this::giveUpStage);
    } else if (later != null) {
      later.wake();
    }
  }

  private void fence(Stop stop) {
    Optional<String> stuck;
    synchronized (stop) {
      if (stop.isOver()) {
        return;
      }
      stuck = Optional.ofNullable(thread).map(Stacks::of);
      stuck.ifPresent(stack -> fenceThread(stop, stack));
      stop.reach(Rung.FENCED);
      stop.finish();
    }
    session.moveWaiting();
    end(stop.outcome(), Optional.of(startedAt()));
    stuck.ifPresent(stack -> tellStuck(stop, stack));
  }

  /**
   * Under the lock, so that the thread cannot come back to its pool before it is replaced there.
   */
  private void fenceThread(Stop stop, String stack) {
    stop.stack(stack);
    session.replaceThreadOf(this);
  }

  private void tellStuck(Stop stop, String stack) {
    session.context.notices().stuck(attempt, stack);
    session.context.notices().changed();
    meet(stop);
  }

  /** A fenced thread has left, or its being stuck has been told: the second one tells the rest. */
  final void meet(Stop stop) {
    if (stop.meet()) {
      session.unstuck(this);
    }
  }

  // ---- the end

  /** Called once, by whoever moved it to its end. */
  final void end(Outcome outcome, Optional<Instant> started) {
    letGo();
    var now = session.now();
    closeLog(now);
    session.ended(this, new AttemptEnd(outcome, started, now, metadata()));
  }

  private void letGo() {
    var alarm = limit;
    if (alarm != null) {
      alarm.stop();
      limit = null;
    }
    if (phase instanceof Stop stop) {
      stop.stopAlarm();
    }
    forgetActions();
  }

  @Override
  public final boolean isCancelled() {
    return phase instanceof Stop;
  }

  @Override
  final boolean isOver() {
    return switch (phase) {
      case Plain plain -> plain == Plain.ENDED;
      case Stop stop -> stop.isOver();
    };
  }

  /** Spread, and free of the cost of an identity hash; equality stays identity. */
  @Override
  public final int hashCode() {
    return Long.hashCode(attempt.job().value() * 0x9E3779B97F4A7C15L);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public final String toString() {
    return "job %s, attempt %d".formatted(attempt.job(), attempt.number());
  }

  private static VarHandle phaseHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Ladder.class, "phase", Phase.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
