package dev.percheron.jdbc;

import dev.percheron.api.PercheronException;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.StoreListener;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of this process that writes to an SQLite file. Whatever waits when it gets there
 * is committed together, so the flush to disk of one commit is the time in which the next gathers:
 * no timer, no delay when idle.
 *
 * <p>A write that fails is not allowed to spoil the others: the transaction is rolled back and each
 * is run again in one of its own. The same thread looks, while nothing waits, whether another
 * process has committed ({@code PRAGMA data_version}, which on this connection moves only then).
 *
 * <p>Owns its thread and the write connection; callers may come from any thread.
 */
final class SqliteWriter implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SqliteWriter.class.getName());
  private static final int MOST_TOGETHER = 256;
  private static final long STOP_LOOKING = Long.MAX_VALUE;

  private final Session session;
  private final Tx tx;
  private final SqliteLock lock;
  private final SqliteTrouble trouble;
  private final Looking looking = new Looking();
  private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Request<?>> waiting = new LinkedBlockingQueue<>();
  private final Gathering<Request<?>> gathering = new Gathering<>(waiting, MOST_TOGETHER);
  private final LongAdder commits = new LongAdder();
  private final Thread thread;

  // Guarded by this.
  private boolean isClosed;

  SqliteWriter(Session session, InstantSource time, SqliteFile file, Duration patience) {
    this.session = session;
    this.tx = new Tx(session, time);
    this.trouble = file.trouble();
    this.lock = new SqliteLock(session, patience);
    this.thread =
        Thread.ofPlatform().name("percheron-sqlite-writer").daemon().unstarted(this::loop);
    thread.start();
  }

  /** One write and where its answer goes. */
  private static final class Request<T> {
    final Write<T> write;
    final CompletableFuture<T> answer = new CompletableFuture<>();
    Runnable stored = () -> {};

    Request(Write<T> write) {
      this.write = write;
    }

    void run(Tx tx) throws SQLException {
      T value = write.in(tx);
      stored = () -> answer.complete(value);
    }
  }

  /**
   * Stores something and waits until it is durable. Not interruptible: an interrupted caller would
   * not know whether it was stored.
   *
   * @throws StoreUnavailable when it could not be; nothing of it was stored
   */
  <T> T write(Write<T> write) {
    if (Thread.currentThread().equals(thread)) {
      throw new IllegalStateException("a listener must not write: the store would wait for itself");
    }
    var request = new Request<>(write);
    submit(request);
    try {
      return request.answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** How many writes wait for the one that is under way. */
  int waiting() {
    return waiting.size();
  }

  /** How many transactions were committed: what one flush to disk each was paid for. */
  long commits() {
    return commits.sum();
  }

  void listen(StoreListener listener) {
    listeners.add(listener);
    submit(new Request<>(none -> true)); // wakes the thread, which has somebody to look for now
  }

  void unlisten(StoreListener listener) {
    listeners.remove(listener);
  }

  /** Stores what waits, then ends the thread and closes the connection. */
  @Override
  public void close() {
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      waiting.add(new Request<>(none -> true));
    }
    joinThread();
  }

  private synchronized void submit(Request<?> request) {
    if (isClosed) {
      throw new StoreUnavailable("the store is closed");
    }
    waiting.add(request);
  }

  private synchronized boolean isOver() {
    return isClosed && waiting.isEmpty();
  }

  private void joinThread() {
    boolean wasInterrupted = false;
    while (thread.isAlive() && !Thread.currentThread().equals(thread)) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        wasInterrupted = true; // what waits must be stored all the same
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // The writer's thread

  private void loop() {
    while (!isOver()) {
      var group = gather();
      if (!group.isEmpty()) {
        store(group);
      }
      lookAtOthers();
    }
    closeSession();
  }

  private List<Request<?>> gather() {
    try {
      return gathering.next(listeners.isEmpty() ? STOP_LOOKING : looking.pause());
    } catch (InterruptedException e) {
      // Nobody has a reason to interrupt this thread; close() is how it ends.
      LOG.log(System.Logger.Level.DEBUG, "interrupted", e);
      return List.of();
    }
  }

  private void store(List<Request<?>> group) {
    var failure = tryTogether(group);
    if (failure == null) {
      group.forEach(request -> request.stored.run());
      tell();
    } else if (group.size() == 1 || isOfTheFile(failure)) {
      var answer = answer(failure);
      group.forEach(request -> request.answer.completeExceptionally(answer));
    } else {
      group.forEach(request -> store(List.of(request)));
    }
  }

  private @Nullable Throwable tryTogether(List<Request<?>> group) {
    try {
      together(group);
      return null;
    } catch (Throwable e) { // a write must not end the thread that all others wait for
      undo(e);
      return e;
    }
  }

  private void together(List<Request<?>> group) throws SQLException {
    tx.begin();
    lock.take();
    for (var request : group) {
      request.run(tx);
    }
    tx.flush();
    session.on("tx.commit").run();
    commits.increment();
  }

  private void undo(Throwable cause) {
    tx.undo();
    try {
      if (cause instanceof SQLException) {
        session.forget();
      }
      session.on("tx.rollback").run();
    } catch (SQLException e) {
      cause.addSuppressed(e); // it had not begun, or SQLite has rolled back by itself
    }
  }

  private static boolean isOfTheFile(Throwable failure) {
    return failure instanceof SQLException e && SqliteTrouble.isOfTheFile(e);
  }

  private RuntimeException answer(Throwable failure) {
    return switch (failure) {
      case PercheronException e -> e;
      case SQLException e -> trouble.unavailable(e);
      case RuntimeException e -> e;
      default -> new StoreUnavailable("the store failed: " + failure, failure);
    };
  }

  // Signals

  private void tell() {
    var touched = tx.touched();
    for (var listener : listeners) {
      if (!touched.isEmpty()) {
        tell(() -> listener.ready(touched));
      }
      if (tx.isChanged()) {
        tell(listener::changed);
      }
    }
  }

  private void lookAtOthers() {
    if (listeners.isEmpty()) {
      return;
    }
    if (looking.hasMoved(session)) {
      listeners.forEach(listener -> tell(listener::changed));
      lock.yieldToOthers();
    }
  }

  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) { // a listener's trouble must not look like the store's
      LOG.log(System.Logger.Level.WARNING, "a listener of the store threw", e);
    }
  }

  private void closeSession() {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "the store was not closed in order", e);
    }
  }
}
