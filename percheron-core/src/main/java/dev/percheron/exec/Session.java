package dev.percheron.exec;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.JobId;
import dev.percheron.api.Limits;
import dev.percheron.api.Outcome;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.CloseReport;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.ExecutorHealth;
import dev.percheron.spi.JobExecutor.RunningAttempt;
import dev.percheron.spi.Shutdown;
import dev.percheron.spi.Timer.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An executor from its start to its close: its slots, its attempts, its service. */
final class Session {
  private static final String CLOSED = "the executor is closed";

  final ConcurrentExecutor executor;
  final ExecutorContext context;
  final Settings settings;
  private final Slots slots;
  // From the slot until the end has been told: what close waits for.
  private final Set<Ladder> live = ConcurrentHashMap.newKeySet();
  // Ended, but their threads go on.
  private final Set<Ladder> stuck = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Closing> closing = new AtomicReference<>();
  private final AtomicBoolean replaced = new AtomicBoolean();
  private volatile ExecutorService service;
  private volatile boolean closed;

  Session(ConcurrentExecutor executor, ExecutorContext context, Settings settings) {
    this.executor = executor;
    this.context = context;
    this.settings = settings;
    this.slots = new Slots(settings.concurrency());
    this.service = executor.open(context);
  }

  Instant now() {
    return context.time().instant();
  }

  int running() {
    return slots.running();
  }

  int freeSlots() {
    return tooManyStuck() ? 0 : slots.free();
  }

  private boolean tooManyStuck() {
    return stuck.size() >= settings.maxStuck();
  }

  ExecutorHealth health() {
    int threads = stuck.size();
    if (slots.isClosed()) {
      return new ExecutorHealth(threads, CLOSED);
    } else if (threads >= settings.maxStuck()) {
      return new ExecutorHealth(threads, trouble(threads));
    }
    return threads == 0 ? ExecutorHealth.GOOD : new ExecutorHealth(threads, "");
  }

  private String trouble(int threads) {
    return "%d threads go on although their attempts were ended (%s=%d); it takes no more until one ends"
        .formatted(threads, Settings.MAX_STUCK, settings.maxStuck());
  }

  // ---- one attempt

  RunningAttempt submit(Attempt attempt, AttemptListener listener) {
    var run = new JobRun(this, attempt, listener);
    if (tooManyStuck() || !slots.take()) {
      run.refuse(whyNot());
      return run;
    }
    live.add(run);
    if (slots.isClosed()) { // closed since we took the slot: close may not have seen this one
      run.withdraw(new Outcome.NotStarted(CLOSED));
    } else if (isPlain(attempt.spec().options().limits()) || isFit(run)) {
      dispatch(run);
    }
    return run;
  }

  private String whyNot() {
    var health = health();
    return health.isGood() ? "no free slot (slots=%d)".formatted(slots.size()) : health.trouble();
  }

  private static boolean isPlain(Limits limits) {
    return limits.time().isEmpty() && limits.memory().isEmpty() && limits.cpu().isEmpty();
  }

  private boolean isFit(Ladder run) {
    var missing = Unfit.missing(executor, run.attempt.spec().options().limits());
    if (!missing.isEmpty()) {
      run.withdraw(Unfit.limits(context.queue(), missing));
    }
    return missing.isEmpty();
  }

  private void dispatch(Ladder run) {
    var current = service;
    try {
      current.execute(run);
    } catch (Throwable e) { // user code: a service of theirs, or no thread to be had
      if (!current.equals(service)) {
        dispatch(run); // it was replaced under our hands
      } else {
        run.withdraw(new Outcome.NotStarted("the executor's service did not take it: " + e));
      }
    }
  }

  /** Runs a step of a parked attempt where attempts run. */
  void post(Runnable step) {
    var current = service;
    try {
      current.execute(step);
    } catch (RejectedExecutionException e) {
      if (!current.equals(service)) {
        post(step);
      } else {
        Thread.startVirtualThread(step); // closed and left alone: the end must be told all the same
      }
    }
  }

  /** An attempt that was cancelled before its start need not wait in the queue. */
  void forget(Ladder run) {
    executor.forget(service, run);
  }

  void after(Duration delay, Stop stop, Runnable rung) {
    if (delay.isZero()) {
      rung.run();
    } else {
      stop.next(context.timer().after(delay, rung));
    }
  }

  void ended(Ladder run, AttemptEnd end) {
    slots.release();
    var close = closing.get();
    if (close != null) {
      close.count(end.outcome());
    }
    try {
      run.listener.ended(end);
    } finally {
      live.remove(run);
      endCloseWhenEmpty();
    }
  }

  // ---- threads that do not come back

  /** Its thread is lost: others must not wait for it. */
  synchronized void replaceThreadOf(Ladder run) {
    stuck.add(run);
    if (!closed) {
      replaceService();
    }
  }

  private void replaceService() {
    try {
      var former = service;
      service = executor.replace(former, context);
      replaced.compareAndSet(false, !service.equals(former));
    } catch (Throwable e) { // user code: without another service the present one must do
      tell(e);
    }
  }

  /** What waits for a thread of a service that was replaced is given to the present one as well. */
  void moveWaiting() {
    if (replaced.getAndSet(false)) {
      live.stream().filter(Ladder::isWaiting).forEach(this::dispatch);
    }
  }

  private static void tell(Throwable thrown) {
    var thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
  }

  void unstuck(Ladder run) {
    stuck.remove(run);
    context.notices().unstuck(run.attempt);
    context.notices().changed();
  }

  // ---- the end

  CloseReport close(Shutdown shutdown) {
    var close = new Closing();
    if (!closing.compareAndSet(null, close)) {
      return CloseReport.NOTHING;
    }
    slots.close();
    live.forEach(run -> run.withdraw(new Outcome.NotStarted(CLOSED)));
    endCloseWhenEmpty();
    awaitEnd(close, shutdown);
    shutdownService();
    return close.report(abandoned());
  }

  /** Under the lock of {@link #replaceThreadOf}, so that no service is opened and forgotten. */
  private synchronized void shutdownService() {
    service.shutdown();
    closed = true;
  }

  /** Whether close has come to its end. */
  boolean isClosed() {
    return closed;
  }

  private void awaitEnd(Closing close, Shutdown shutdown) {
    Runnable hurry = () -> hurry(close, shutdown.then());
    var alarm = after(shutdown.grace(), hurry);
    boolean interrupted = false;
    while (!isOver(close)) {
      interrupted = true;
      hurry.run(); // whoever closes us is in a hurry
    }
    alarm.stop();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isOver(Closing close) {
    try {
      close.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private Alarm after(Duration grace, Runnable hurry) {
    if (grace.isZero()) {
      hurry.run();
      return () -> {};
    }
    return context.timer().after(grace, hurry);
  }

  private void hurry(Closing close, Shutdown.Leftover then) {
    switch (then) {
      case CANCEL -> live.forEach(run -> run.cancel("its executor was closed"));
      case LEAVE -> close.end();
    }
  }

  private void endCloseWhenEmpty() {
    var close = closing.get();
    if (close != null && slots.running() == 0 && live.isEmpty()) {
      close.end();
    }
  }

  private List<JobId> abandoned() {
    return Stream.concat(live.stream(), stuck.stream())
        .map(run -> run.attempt.job())
        .distinct()
        .toList();
  }
}
