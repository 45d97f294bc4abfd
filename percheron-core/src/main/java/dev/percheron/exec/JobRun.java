package dev.percheron.exec;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import dev.percheron.api.Outcome;
import dev.percheron.exec.Phase.Plain;
import dev.percheron.spi.AttemptListener;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on its way through an executor: the task that a thread runs, the handle that stops it
 * and the context that its handler sees are one object. Here is what its thread does; {@link
 * Ladder} is what others do to it.
 */
final class JobRun extends Ladder
    implements ConcurrentExecutor.HandlerCall, ScopedValue.CallableOp<Step, Throwable> {

  JobRun(Session session, Attempt attempt, AttemptListener listener) {
    super(session, attempt, listener);
  }

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
   * In two steps: when a pool has been replaced two threads may try, and one gets past the first.
   */
  private boolean begin(Instant now) {
    if (!move(Plain.WAITING, Plain.CLAIMED)) {
      return false;
    }
    startedAt(now);
    thread = Thread.currentThread();
    return move(Plain.CLAIMED, Plain.RUNNING);
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
      case Step.Later(var later) -> follow(later);
    }
  }

  private void follow(Awaited later) {
    awaited = later;
    if (session.executor.parksStages() && !later.isDone()) {
      park(later);
    } else {
      finish(join(later));
    }
  }

  private Outcome join(Awaited later) {
    try {
      // The ladder may have passed its interrupt before there was anything to wake.
      if (phase() instanceof Stop stop && stop.hasClimbed()) {
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
    if (move(Plain.RUNNING, Plain.ENDED)) {
      leaveThread();
      end(outcome, Optional.of(startedAt()));
    } else if (phase() instanceof Stop stop) {
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
    } else {
      meet(stop); // we were fenced
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
    if (!move(Plain.RUNNING, Plain.PENDING)) {
      parkStopped();
    }
    later.then(() -> session.post(this::resume));
  }

  private void parkStopped() {
    if (phase() instanceof Stop stop) {
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
      move(Plain.PENDING, Plain.RUNNING);
      finish(join(later));
    }
  }

  @Override
  void giveUpStage() {
    var later = awaited;
    if (later != null) {
      later.cancelSource();
      forgetStage();
    }
    if (phase() instanceof Stop stop && !stop.isOver()) {
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
}
