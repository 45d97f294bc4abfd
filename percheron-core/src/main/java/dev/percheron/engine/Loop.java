package dev.percheron.engine;

import dev.percheron.api.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Background work in its one shape: a step that says how much it did, run again at once while it
 * does something, else after an interval or when woken. A step that throws – whatever it throws –
 * is reported and tried again after a growing pause; it never ends the loop.
 *
 * <p>The only home of the engine's threads, which are platform threads: code that hogs the carriers
 * of virtual threads must not starve the renewal of a lease.
 */
final class Loop {
  /** One step. */
  @FunctionalInterface
  interface Step {
    /** Does what there is to do now and says how much that was; 0 for nothing. */
    int runOnce() throws Exception;
  }

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final String name;
  private final Supplier<Duration> interval;
  private final Step step;
  private final Events events;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean stopped;
  private int failures; // in a row; owned by whoever runs the step

  private Loop(String name, Supplier<Duration> interval, Step step, Events events) {
    this.name = name;
    this.interval = interval;
    this.step = step;
    this.events = events;
    this.thread = Thread.ofPlatform().daemon().name("percheron-" + name).unstarted(this::run);
  }

  /** A loop that waits {@code interval} after a step that did nothing. */
  static Loop every(String name, Duration interval, Step step, Events events) {
    return new Loop(name, () -> interval, step, events);
  }

  /** A loop that asks how long to wait after each step that did nothing. */
  static Loop asking(String name, Supplier<Duration> interval, Step step, Events events) {
    return new Loop(name, interval, step, events);
  }

  /** Runs something once that may take long, on a thread of its own. */
  static Thread background(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name("percheron-" + name).start(work);
  }

  void start() {
    thread.start();
  }

  /** Runs the step soon; cheap when that is so already. */
  void wake() {
    if (!woken.get() && !woken.getAndSet(true)) {
      LockSupport.unpark(thread);
    }
  }

  /** Lets the step that runs finish, and no other begin. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  /**
   * Waits for the thread to end, at most {@code patience}.
   *
   * @return whether no step runs any more
   */
  boolean join(Duration patience) throws InterruptedException {
    return !thread.isAlive() || thread.equals(Thread.currentThread()) || thread.join(patience);
  }

  /** One supervised step on the calling thread. */
  int runOnce() {
    try {
      int done = step.runOnce();
      recovered();
      return done;
    } catch (Throwable e) { // a loop's own trouble must never end the loop
      failed(e);
      return 0;
    }
  }

  private void run() {
    while (!stopped) {
      woken.set(false); // before the step: a wake-up during it must not be lost
      int done = runOnce();
      if (failures > 0) {
        pause(pauseAfterFailure(), false);
      } else if (done == 0) {
        pause(interval.get(), true);
      }
    }
  }

  private void pause(Duration wait, boolean wakeable) {
    long end = System.nanoTime() + wait.toNanos();
    for (long left = wait.toNanos();
        left > 0 && !stopped && !(wakeable && woken.get());
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      clearStrayInterrupt();
    }
  }

  /** Nobody interrupts a loop on purpose; a stray interrupt would turn every pause into a spin. */
  @SuppressWarnings("ThreadInterrupted") // cleared deliberately
  private static void clearStrayInterrupt() {
    Thread.interrupted();
  }

  private Duration pauseAfterFailure() {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void failed(Throwable e) {
    failures++;
    events.trouble(name, Failure.of(e), failures);
  }

  private void recovered() {
    if (failures > 0) {
      failures = 0;
      events.recovered(name);
    }
  }
}
