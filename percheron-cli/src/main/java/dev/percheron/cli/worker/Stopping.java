package dev.percheron.cli.worker;

import dev.percheron.Worker;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a worker does when it is asked to end: the first time it stops in order, the second time it
 * stops what still runs, the third time it goes at once and leaves the rest to be rescued. Safe for
 * use by many threads.
 */
final class Stopping {
  private final Console console;
  private final Runnable halt;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicInteger times = new AtomicInteger();
  private volatile Runnable force = () -> {};

  /**
   * @param halt ends the process at once
   */
  Stopping(Console console, Runnable halt) {
    this.console = console;
    this.halt = halt;
  }

  /** Somebody wants it to end. */
  void ask() {
    switch (times.incrementAndGet()) {
      case 1 -> {
        console.say("stopping: nothing new starts, what runs may end; again to stop that as well");
        asked.countDown();
      }
      case 2 -> {
        console.say("stopping what still runs");
        force.run();
      }
      default -> {
        console.say("going at once; other workers rescue what was running");
        halt.run();
      }
    }
  }

  /** Waits until somebody asks, at most {@code most}; whether somebody did. */
  boolean await(Duration most) throws InterruptedException {
    return asked.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until somebody asks. */
  void await() throws InterruptedException {
    asked.await();
  }

  /**
   * Stops the worker in order, or by force when somebody asks again meanwhile.
   *
   * @return the exit code
   */
  int stop(Worker worker, Duration grace) {
    force = () -> worker.stopRunning("the worker was told to stop at once");
    if (times.get() > 1) {
      force.run(); // asked again before there was anything to force
    }
    int left = worker.stop(grace);
    if (left > 0) {
      console.say(
          "stopped; %d jobs could not be stopped, other workers rescue them".formatted(left));
    } else {
      console.say("stopped; nothing was left behind");
    }
    return times.get() > 1 ? Exit.INTERRUPTED : left > 0 ? Exit.PARTLY : Exit.DONE;
  }
}
