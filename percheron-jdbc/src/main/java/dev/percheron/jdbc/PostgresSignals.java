package dev.percheron.jdbc;

import dev.percheron.spi.JobStore.Subscription;
import dev.percheron.spi.StoreListener;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who is to hear what: listeners of this process at once, after the commit; other processes through
 * one notification for all that happened within some milliseconds.
 *
 * <p>Safe for use by many threads.
 */
final class PostgresSignals implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PostgresSignals.class.getName());

  private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
  private final PostgresNotifier notifier;
  private final PostgresEar ear;

  PostgresSignals(PostgresDatabase database, PostgresSessions sessions) {
    var channel = new NoticeChannel(database.dialect().channel());
    this.notifier =
        new PostgresNotifier(sessions, channel, database.notifies(), queues -> hear(queues, false));
    this.ear = new PostgresEar(database, sessions, channel, this::hear);
  }

  Subscription listen(StoreListener listener) {
    listeners.add(listener);
    ear.open();
    return () -> listeners.remove(listener);
  }

  /** Something stored here may have made jobs of these queues ready. */
  void ready(Set<String> queues) {
    tell(queues, false);
  }

  /** The same, of a transaction that is about to be committed by somebody else. */
  void readySoon(Set<String> queues) {
    notifier.tellLater(queues);
  }

  /** Tells what a transaction did. */
  void tell(Set<String> queues, boolean isChanged) {
    if (queues.isEmpty() && !isChanged) {
      return;
    }
    listeners.forEach(listener -> tell(listener, queues, isChanged));
    notifier.tell(queues, isChanged);
  }

  /** What others have told. */
  private void hear(Set<String> queues, boolean isChanged) {
    listeners.forEach(listener -> tell(listener, queues, isChanged));
  }

  private static void tell(StoreListener listener, Set<String> queues, boolean isChanged) {
    try {
      if (!queues.isEmpty()) {
        listener.ready(new HashSet<>(queues));
      }
      if (isChanged) {
        listener.changed();
      }
    } catch (RuntimeException e) { // what it heard of is stored: its trouble is not ours
      LOG.log(System.Logger.Level.WARNING, "a listener of the store threw", e);
    }
  }

  /** Sends what has not been sent, and ends both threads. */
  @Override
  public void close() {
    notifier.close();
    ear.close();
  }
}
