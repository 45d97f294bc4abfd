package dev.percheron.jdbc;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Tells other processes, on a thread of its own, what has happened here: at most one notification
 * every ten milliseconds in the long run, a few at once after a rest, so that a push now and then
 * is told without delay. Never in a user's transaction – {@code NOTIFY} takes a lock of the whole
 * server until its commit.
 */
final class PostgresNotifier implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PostgresNotifier.class.getName());
  private static final long GAP = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int AT_ONCE = 10;

  private final PostgresSessions sessions;
  private final NoticeChannel channel;
  private final boolean isOn;
  private final Consumer<Set<String>> here;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  // Guarded by lock.
  private final Set<String> queues = new HashSet<>();
  private final Set<String> later = new HashSet<>();
  private boolean isChanged;
  private boolean isClosed;
  private boolean isStarted;

  private final Turns turns = new Turns(GAP, AT_ONCE, System.nanoTime()); // owned by the thread

  private final Thread thread =
      Thread.ofPlatform().name("percheron-postgres-notifier").daemon().unstarted(this::loop);

  PostgresNotifier(
      PostgresSessions sessions, NoticeChannel channel, boolean isOn, Consumer<Set<String>> here) {
    this.here = here;
    this.sessions = sessions;
    this.channel = channel;
    this.isOn = isOn;
  }

  void tell(Set<String> touched, boolean changed) {
    if (!isOn) {
      return;
    }
    lock.lock();
    try {
      queues.addAll(touched);
      isChanged |= changed;
      start();
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Tells this process and the others after a moment. */
  void tellLater(Set<String> touched) {
    lock.lock();
    try {
      later.addAll(touched);
      start();
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  private void start() {
    if (!isStarted && !isClosed) {
      isStarted = true;
      thread.start();
    }
  }

  private void loop() {
    try {
      while (await()) {
        tellOfLater();
        send();
        pause(turns.take(System.nanoTime()));
      }
    } catch (InterruptedException e) {
      // Nobody has a reason to interrupt this thread; close() is how it ends.
      LOG.log(System.Logger.Level.DEBUG, "interrupted", e);
    }
  }

  /** Waits for news; false when the store was closed and all has been told. */
  private boolean await() throws InterruptedException {
    lock.lock();
    try {
      while (!hasNews() && later.isEmpty() && !isClosed) {
        news.await();
      }
      return hasNews() || !later.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** What was pushed in transactions of others, which are committed by then as a rule. */
  private void tellOfLater() throws InterruptedException {
    var soon = taken(later);
    if (!soon.isEmpty()) {
      pause(GAP);
      here.accept(soon);
      tell(soon, false);
    }
  }

  private Set<String> taken(Set<String> from) {
    lock.lock();
    try {
      var taken = Set.copyOf(from);
      from.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private String text() {
    lock.lock();
    try {
      var text = hasNews() ? channel.written(queues, isChanged) : "";
      queues.clear();
      isChanged = false;
      return text;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasNews() {
    return isChanged || !queues.isEmpty();
  }

  private void send() {
    var text = text();
    if (text.isEmpty()) {
      return;
    }
    try {
      sessions.once(
          session -> session.on("notify.send").put(channel.name()).put(text).first(row -> 1));
    } catch (RuntimeException e) { // what it would have told is stored, and others look as well
      LOG.log(System.Logger.Level.DEBUG, "others were not notified", e);
    }
  }

  /** What comes meanwhile goes with the next one. */
  private void pause(long nanos) throws InterruptedException {
    lock.lock();
    try {
      for (long left = nanos; left > 0 && !isClosed; ) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
    joinThread();
  }

  private void joinThread() {
    boolean wasInterrupted = false;
    while (thread.isAlive() && !Thread.currentThread().equals(thread)) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        wasInterrupted = true; // what has happened is to be told all the same
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
