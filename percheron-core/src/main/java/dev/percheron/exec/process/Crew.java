package dev.percheron.exec.process;

import dev.percheron.exec.process.Frame.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The two threads of a child. One leads: it reads, and runs what it has read, so that a short job
 * costs no change of threads. When a job takes longer than a millisecond the other one leads on, so
 * that cancellation, questions and the end of the stream are always heard. There is never more than
 * one job at a time, and they run in the order in which they came.
 */
final class Crew {
  /** What there is to do. */
  interface Work {
    /** The next frame; what was put before is sent first when that has to be waited for. */
    Frame receive() throws IOException;

    /** Runs an attempt. */
    void run(Frame frame) throws IOException;

    /** Does what any other frame says; false when it says that this is all. */
    boolean obey(Frame frame) throws IOException;

    /** Sends what was put. */
    void flush() throws IOException;
  }

  private static final long LONG = Duration.ofMillis(1).toNanos();

  /** After so many milliseconds without a job nobody looks every millisecond any more. */
  private static final int QUIET = 20;

  private final Work work;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Frame> waiting = new ArrayDeque<>(); // guarded by lock
  private Optional<Thread> leader = Optional.empty(); // guarded by lock
  private boolean working; // guarded by lock
  private boolean asleep; // guarded by lock
  private boolean over; // guarded by lock
  private long turns; // guarded by lock

  Crew(Work work) {
    this.work = work;
  }

  /** Works until it is over. */
  void serve() throws InterruptedException {
    for (int i = 1; i <= 2; i++) {
      Thread.ofPlatform().daemon().name("percheron-child-" + i).start(this::takeTurns);
    }
    ended.await();
  }

  /** Takes an attempt back that waits for its turn; false when there is none of that number. */
  boolean withdraw(long attempt) {
    lock.lock();
    try {
      return waiting.removeIf(frame -> frame.attempt() == attempt);
    } finally {
      lock.unlock();
    }
  }

  private void takeTurns() {
    try {
      while (leads()) {
        lead();
      }
    } catch (IOException e) {
      // the worker has gone, or speaks another language: either way nobody needs us
    } finally {
      end();
    }
  }

  private void end() {
    lock.lock();
    try {
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    ended.countDown();
  }

  /** Waits until it is this thread's turn; false when all is over. */
  private boolean leads() {
    lock.lock();
    try {
      long seen = -1;
      int quiet = 0;
      while (!over && !isNeeded(seen)) {
        quiet = seen == turns ? quiet + 1 : 0;
        seen = turns;
        asleep = quiet > QUIET;
        var _ = changed.awaitNanos(asleep ? Long.MAX_VALUE : LONG);
        asleep = false;
      }
      leader = Optional.of(Thread.currentThread());
      return !over;
    } catch (InterruptedException e) {
      return leads(); // a job that had our thread is interrupted late; here that means nothing
    } finally {
      lock.unlock();
    }
  }

  /**
   * Nobody reads, and the job that runs is the one that ran a millisecond ago, or there is none.
   */
  private boolean isNeeded(long seen) {
    return leader.isEmpty() && (!working || seen == turns);
  }

  private void lead() throws IOException {
    do {
      var frame = work.receive();
      if (frame.kind() != Kind.RUN) {
        if (!work.obey(frame)) {
          end();
          return;
        }
      } else if (begins(frame)) {
        runAll(frame);
      }
    } while (isLeading());
  }

  private boolean isLeading() {
    lock.lock();
    try {
      return leader.filter(Thread.currentThread()::equals).isPresent() && !over;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it can be run now, by us; else it waits for whoever works. */
  private boolean begins(Frame frame) {
    lock.lock();
    try {
      if (working) {
        waiting.add(frame);
        return false;
      }
      working = true;
      leader = Optional.empty();
      turn();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void turn() {
    turns++;
    if (asleep) {
      changed.signal();
    }
  }

  private void runAll(Frame first) throws IOException {
    for (@Nullable Frame frame = first; frame != null; frame = next()) {
      work.run(frame);
    }
    if (!isLeading()) {
      work.flush();
    }
  }

  private @Nullable Frame next() {
    lock.lock();
    try {
      var frame = waiting.poll();
      if (frame != null) {
        turn();
      } else {
        working = false;
        leader = leader.or(() -> Optional.of(Thread.currentThread()));
      }
      return frame;
    } finally {
      lock.unlock();
    }
  }
}
