package dev.percheron.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores what many threads push at the same time with one commit. There is no thread for it: the
 * first who comes stores its own at once, and what others bring meanwhile is stored together by one
 * of them, so the commit under way is the time in which the next group gathers.
 *
 * <p>When a group fails, each of it is stored alone, so that one bad job harms nobody else's.
 */
final class PushGroup {
  private static final int MOST_ROWS = 5_000;

  private final Consumer<PostgresRows> store;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isLed = new AtomicBoolean();

  PushGroup(Consumer<PostgresRows> store) {
    this.store = store;
  }

  private enum State {
    WAITING,
    LEADING,
    DONE
  }

  private static final class Waiting {
    final PostgresRows rows;
    final Thread thread = Thread.currentThread();
    volatile State state = State.WAITING;
    @Nullable RuntimeException failure; // written before state, read after it

    Waiting(PostgresRows rows) {
      this.rows = rows;
    }

    void become(State next) {
      state = next;
      LockSupport.unpark(thread);
    }
  }

  /**
   * Stores jobs and waits until they are durable. Not interruptible: an interrupted caller would
   * not know whether they were stored.
   */
  void store(PostgresRows rows) {
    var mine = new Waiting(rows);
    waiting.add(mine);
    if (isLed.compareAndSet(false, true)) {
      lead();
    }
    await(mine);
    if (mine.failure != null) {
      throw mine.failure;
    }
  }

  private void await(Waiting mine) {
    boolean wasInterrupted = false;
    while (mine.state != State.DONE) {
      if (mine.state == State.LEADING) {
        lead();
      } else {
        LockSupport.park(this);
        wasInterrupted |= Thread.interrupted();
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stores one group, then leaves the lead to one who has come meanwhile. */
  private void lead() {
    var group = gather();
    if (!group.isEmpty()) {
      store(group);
    }
    var next = waiting.peek();
    if (next != null) {
      next.become(State.LEADING);
      return;
    }
    isLed.set(false);
    if (!waiting.isEmpty() && isLed.compareAndSet(false, true)) {
      lead(); // one came between the look and the end of the lead
    }
  }

  private List<Waiting> gather() {
    var group = new ArrayList<Waiting>();
    int rows = 0;
    for (var next = waiting.peek(); next != null && rows < MOST_ROWS; next = waiting.peek()) {
      waiting.remove();
      group.add(next);
      rows += next.rows.size();
    }
    return group;
  }

  private void store(List<Waiting> group) {
    try {
      store.accept(joined(group));
      group.forEach(one -> one.become(State.DONE));
    } catch (RuntimeException e) {
      failed(group, e);
    }
  }

  private void failed(List<Waiting> group, RuntimeException failure) {
    if (group.size() > 1 && !isOfTheStore(failure)) {
      group.forEach(one -> store(List.of(one)));
      return;
    }
    for (var one : group) {
      one.failure = failure;
      one.become(State.DONE);
    }
  }

  /** Each alone would fail in the same way. */
  private static boolean isOfTheStore(RuntimeException failure) {
    return failure.getCause() instanceof SQLException e && PostgresTrouble.isOfTheConnection(e);
  }

  private static PostgresRows joined(List<Waiting> group) {
    if (group.size() == 1) {
      return group.getFirst().rows;
    }
    var rows = new ArrayList<PostgresRows.Row>();
    group.forEach(one -> rows.addAll(one.rows.all()));
    return new PostgresRows(rows);
  }
}
