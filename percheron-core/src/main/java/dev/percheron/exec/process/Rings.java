package dev.percheron.exec.process;

import dev.percheron.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The timer of a child: it has no time of its own, its worker says when a grace is over. */
final class Rings implements Timer {
  private List<Runnable> waiting = new ArrayList<>(); // guarded by this

  @Override
  public synchronized Alarm after(Duration delay, Runnable action) {
    Runnable mine = action::run; // an object of its own, should one action be asked for twice
    waiting.add(mine);
    return () -> remove(mine);
  }

  private synchronized void remove(Runnable action) {
    waiting.remove(action);
  }

  private synchronized List<Runnable> taken() {
    var taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  /** The graces that run now are over; those that begin with that are not. */
  void ring() {
    taken().forEach(Runnable::run);
  }
}
