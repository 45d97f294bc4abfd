package dev.percheron.exec.process;

import dev.percheron.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The timer of a child: it has no time of its own, its worker says when a grace is over. */
final class Rings implements Timer {
  /** An object of its own, should one action be asked for twice. */
  private static final class Ring {
    final Runnable action;

    Ring(Runnable action) {
      this.action = action;
    }
  }

  private List<Ring> waiting = new ArrayList<>(); // guarded by this

  @Override
  public synchronized Alarm after(Duration delay, Runnable action) {
    var ring = new Ring(action);
    waiting.add(ring);
    return () -> remove(ring);
  }

  private synchronized void remove(Ring ring) {
    waiting.remove(ring);
  }

  private synchronized List<Ring> taken() {
    var taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  /** The graces that run now are over; those that begin with that are not. */
  void ring() {
    taken().forEach(ring -> ring.action.run());
  }
}
