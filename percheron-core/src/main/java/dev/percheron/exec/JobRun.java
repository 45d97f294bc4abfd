package dev.percheron.exec;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.JobContext;
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
 * One attempt on its way through an executor: the task that a thread runs, the handle that stops it
 * and the context that its handler sees are one object.
 *
 * <p>Moves: waiting → running → (pending → running) → ended, and from each of them to {@link Stop}.
 * Every move is one compare-and-set, its winner does what belongs to it, and whoever moves it to
 * its end reports it.
 */
final class JobRun extends AttemptContext
    implements Runnable,
        RunningAttempt,
        ConcurrentExecutor.HandlerCall,
        ScopedValue.CallableOp<Step, Throwable> {
  private static final VarHandle PHASE = phaseHandle();

  private volatile Phase phase = Plain.WAITING;
  // The thread that runs the attempt's code. Interrupted only under the lock of a Stop; see there.
  private volatile @Nullable Thread thread;
  private volatile @Nullable Awaited awaited;
  private volatile @Nullable Alarm limit;

  JobRun(Session session, Attempt attempt, AttemptListener listener) {
    super(session, attempt, listener);
  }

  // ---- the thread that runs it

  @Override
  public void run() {
    var now = session.now();
    if (attempt.isExpired(now)) {
      withdraw(new Outcome.Expired());
    } else if (begin(now)) {
      follow(step(now));
    }
  }

  /**
   * Two steps, because two threads may try when a pool has been replaced; one gets past the first.
   */
  private boolean begin(Instant now) {
    if (!PHASE.compareAndSet(this, Plain.WAITING, Plain.CLAIMED)) {
      return false;
    }
    startedAt(now);
    thread = Thread.currentThread();
    return PHASE.compareAndSet(this, Plain.CLAIMED, Plain.RUNNING);
  }

  private Step step(Instant now) {
    try { // from here to the catch, user code runs
      listener.started(now);
      attempt.spec().options().limits().time().ifPresent(this::limit);
      return ScopedValue.where(JobContext.SCOPE, this).call(this);
    } catch (Throwable e) {
      return new Step.Done(Ends.of(e));
    }
  }

  /** With the context bound. */
  @Override
  public Step call() throws Throwable {
    var result = session.executor.run(attempt, this);
    return result != null && Awaited.isNeeded(result)
        ? new Step.Later(Awaited.to(result))
        : new Step.Done(written(result));
  }

  /** The handler itself, inside of what a subclass does around it. */
  @Override
  public @Nullable Object invoke() throws Throwable {
    return session.context.invoker().invoke(attempt, this);
  }

  private Outcome written(@Nullable Object result) throws Throwable {
    return result == null
        ? Outcome.Succeeded.NOTHING
        : new Outcome.Succeeded(session.context.invoker().write(attempt, result));
  }

  private void follow(Step step) {
    switch (step) {
      case Step.Done(var outcome) -> finish(outcome);
      case Step.Later(var later) -> {
        awaited = later;
        if (session.executor.parksStages() && !later.isDone()) {
          park(later);
        } else {
          finish(join(later));
        }
      }
    }
  }

  private Outcome join(Awaited later) {
    try {
      // The ladder may have passed its interrupt before there was anything to wake.
      if (phase instanceof Stop stop && stop.hasClimbed()) {
        later.wake();
      }
      var result = later.get();
      return ScopedValue.where(JobContext.SCOPE, this).call(() -> written(result));
    } catch (Throwable e) { // user code: the stage's failure, or writing its value
      session.executor.keepInterrupt(e);
      later.cancelSource();
      return Ends.of(Ends.unwrapped(e));
    }
  }

  private void finish(Outcome outcome) {
    if (PHASE.compareAndSet(this, Plain.RUNNING, Plain.ENDED)) {
      leaveThread();
      end(outcome, Optional.of(startedAt()));
    } else if (phase instanceof Stop stop) {
      finishStopped(stop);
    }
  }

  private void finishStopped(Stop stop) {
    boolean mine;
    synchronized (stop) {
      thread = null;
      mine = stop.finish();
    }
    leaveThread();
    if (mine) {
      end(stop.outcome(), Optional.of(startedAt()));
    } else if (stop.meet()) {
      session.unstuck(this);
    }
  }

  private void leaveThread() {
    thread = null;
    forgetStage();
    session.executor.clearInterrupt();
  }

  // ---- a stage that no thread waits for

  private void park(Awaited later) {
    thread = null;
    if (!PHASE.compareAndSet(this, Plain.RUNNING, Plain.PENDING)) {
      parkStopped();
    }
    later.then(() -> session.post(this::resume));
  }

  private void parkStopped() {
    if (phase instanceof Stop stop) {
      synchronized (stop) {
        // Past this lock the ladder has seen that no thread is here, so none is interrupted.
        thread = null;
      }
      session.executor.clearInterrupt();
      if (stop.hasClimbed()) {
        session.post(this::giveUpStage);
      }
    }
  }

  private void resume() {
    var later = awaited;
    if (later != null && !isOver()) {
      thread = Thread.currentThread();
      PHASE.compareAndSet(this, Plain.PENDING, Plain.RUNNING);
      finish(join(later));
    }
  }

  private void giveUpStage() {
    var later = awaited;
    if (later != null) {
      later.cancelSource();
      forgetStage();
    }
    if (phase instanceof Stop stop && !stop.isOver()) {
      finishStopped(stop);
    }
  }

  private void forgetStage() {
    var later = awaited;
    if (later != null) {
      awaited = null;
      later.forget();
    }
  }

  // ---- whoever stops it

  @Override
  public void cancel(String reason) {
    var stop = Stop.beforeStart(reason);
    if (moveBeforeStart(stop)) {
      session.forget(this);
      end(stop.outcome(), Optional.empty());
    } else {
      climb(Stop.cancelled(reason));
    }
  }

  /** Ends it with {@code outcome} if it has not started. */
  void withdraw(Outcome outcome) {
    if (moveBeforeStart(Plain.ENDED)) {
      end(outcome, Optional.empty());
    }
  }

  /** Whether it stands in the service's queue. */
  boolean isWaiting() {
    return phase == Plain.WAITING;
  }

  private boolean moveBeforeStart(Phase end) {
    return PHASE.compareAndSet(this, Plain.WAITING, end)
        || PHASE.compareAndSet(this, Plain.CLAIMED, end);
  }

  /** Ends it although it never had a slot. */
  void refuse(String reason) {
    phase = Plain.ENDED;
    listener.ended(
        new AttemptEnd(
            new Outcome.NotStarted(reason), Optional.empty(), session.now(), metadata()));
  }

  private void limit(Duration time) {
    limit = session.context.timer().after(time, () -> timeUp(time));
  }

  private void timeUp(Duration time) {
    var stop = Stop.timedOut(time);
    var running = thread;
    if (running != null) {
      // Before the token makes it leave the place. If it is another's by now, climbing will not
      // begin.
      stop.stack(Stacks.of(running));
    }
    climb(stop);
  }

  private void climb(Stop stop) {
    if (moveWhileStarted(stop)) {
      var actions = takeActions();
      if (!actions.isEmpty()) {
        Thread.startVirtualThread(
            () -> runAll(actions)); // not here: this may be the timer's thread
      }
      session.after(session.settings.tokenGrace(), stop, () -> interrupt(stop));
    }
  }

  private boolean moveWhileStarted(Stop stop) {
    // A loop, because it may go from pending to running under our hands.
    for (var now = phase; now == Plain.RUNNING || now == Plain.PENDING; now = phase) {
      if (PHASE.compareAndSet(this, now, stop)) {
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
    var later = awaited;
    if (later != null && thread == null) {
      session.post(this::giveUpStage);
    } else if (later != null) {
      later.wake();
    }
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

  private void fence(Stop stop) {
    var stack = "";
    boolean stuck;
    synchronized (stop) {
      var running = thread;
      stuck = running != null;
      if (stop.isOver()) {
        return;
      }
      if (running != null) {
        stack = Stacks.of(running);
        stop.stack(stack);
        // Under the lock, so that the thread cannot come back to its pool before it is replaced
        // there.
        session.replaceThreadOf(this);
      }
      stop.reach(Rung.FENCED);
      stop.finish();
    }
    end(stop.outcome(), Optional.of(startedAt()));
    if (stuck) {
      tellStuck(stop, stack);
    }
  }

  /** The thread may have left meanwhile: of it and us, the second tells that it did. */
  private void tellStuck(Stop stop, String stack) {
    session.context.notices().stuck(attempt, stack);
    session.context.notices().changed();
    if (stop.meet()) {
      session.unstuck(this);
    }
  }

  // ---- the end

  private void end(Outcome outcome, Optional<Instant> started) {
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
  public boolean isCancelled() {
    return phase instanceof Stop;
  }

  @Override
  boolean isOver() {
    return switch (phase) {
      case Plain plain -> plain == Plain.ENDED;
      case Stop stop -> stop.isOver();
    };
  }

  /** Spread, and free of the cost of an identity hash; equality stays identity. */
  @Override
  public int hashCode() {
    return Long.hashCode(attempt.job().value() * 0x9E3779B97F4A7C15L);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public String toString() {
    return "job %s, attempt %d".formatted(attempt.job(), attempt.number());
  }

  private static VarHandle phaseHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(JobRun.class, "phase", Phase.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
