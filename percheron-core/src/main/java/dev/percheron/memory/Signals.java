package dev.percheron.memory;

import dev.percheron.spi.JobStore.Subscription;
import dev.percheron.spi.StoreListener;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What listeners are to hear: gathered under the store's lock, told after it was released. Only the
 * list of listeners is used without the lock.
 */
final class Signals {
  private static final System.Logger LOG = System.getLogger(Signals.class.getName());

  /**
   * What happened in one step.
   *
   * @param queues where jobs may have become ready
   * @param isChanged whether anything else did that others want to know at once
   */
  record Told(Set<String> queues, boolean isChanged) {
    private static final Told NOTHING = new Told(Set.of(), false);

    boolean isNothing() {
      return queues.isEmpty() && !isChanged;
    }
  }

  private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
  private final Set<Line> touched = new HashSet<>();
  private boolean isChanged;

  Subscription listen(StoreListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Something of {@code line} may be ready, now or at its time. */
  void touch(Line line) {
    if (!listeners.isEmpty()) {
      touched.add(line);
    }
  }

  /** A queue was changed or a running job is to be cancelled. */
  void change() {
    isChanged = true;
  }

  /** What was gathered since the last time. */
  Told take() {
    if (touched.isEmpty() && !isChanged) {
      return Told.NOTHING;
    }
    var names = new HashSet<String>();
    touched.forEach(line -> names.add(line.queue.name()));
    var told = new Told(Set.copyOf(names), isChanged);
    touched.clear();
    isChanged = false;
    return told;
  }

  /** Tells; not under the lock, because a listener may call the store. */
  void tell(Told told) {
    if (!told.isNothing()) {
      listeners.forEach(listener -> tell(listener, told));
    }
  }

  private static void tell(StoreListener listener, Told told) {
    try {
      if (!told.queues().isEmpty()) {
        listener.ready(told.queues());
      }
      if (told.isChanged()) {
        listener.changed();
      }
    } catch (
        RuntimeException e) { // what it heard of is stored: its trouble must not look like ours
      LOG.log(Level.WARNING, "a listener of the store threw", e);
    }
  }
}
