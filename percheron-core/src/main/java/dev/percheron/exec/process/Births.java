package dev.percheron.exec.process;

import dev.percheron.spi.Timer;
import dev.percheron.spi.Timer.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The children of a pool that are missing or on their way: how many of them may start at once, and
 * the pause after one that could not. Guarded by the pool.
 */
final class Births {
  private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final ProcessSettings settings;
  private final int concurrency;
  private final Flock flock;
  private final List<Integer> starting = new ArrayList<>(); // their heaps
  private final List<ChildWorker> greeting = new ArrayList<>(); // of those that start
  private Duration pause = FIRST_PAUSE;
  private @Nullable Alarm nextTry;
  private String trouble = "";

  Births(ProcessSettings settings, int concurrency, Flock flock) {
    this.settings = settings;
    this.concurrency = concurrency;
    this.flock = flock;
  }

  /** Why none can be started; empty when they can. */
  String trouble() {
    return trouble;
  }

  boolean arePaused() {
    return nextTry != null;
  }

  int coming() {
    return starting.size();
  }

  // ---- what is missing

  /**
   * The heaps of those that have to start now, for what waits and as spares.
   *
   * @param leave sends away one that has nothing to do and the wrong heap
   */
  List<Integer> due(Consumer<ChildWorker> leave) {
    var due = new ArrayList<Integer>();
    var coming = new HashMap<Integer, Integer>();
    starting.forEach(heap -> coming.merge(heap, 1, Integer::sum));
    for (var run : flock.waiting) {
      boolean missing = coming.merge(run.heap, -1, Integer::sum) < 0;
      if (missing && flock.busy() + starting.size() < concurrency && mayStart(run.heap, leave)) {
        due.add(start(run.heap));
      }
    }
    due.addAll(dueSpares());
    return due;
  }

  private boolean mayStart(int heap, Consumer<ChildWorker> leave) {
    if (starting.size() >= AT_ONCE) {
      return false;
    } else if (hasRoom()) {
      return true;
    }
    var other = flock.idleWithout(heap);
    other.ifPresent(leave);
    return other.isPresent();
  }

  private boolean hasRoom() {
    return flock.children.size() + starting.size() < concurrency + settings.spare();
  }

  /** The heaps of those that have to start now to be warm when one that works is gone. */
  List<Integer> dueSpares() {
    var due = new ArrayList<Integer>();
    int busy = flock.busy();
    int wanted = Math.max(busy > 0 ? settings.spare() : 0, settings.minChildren() - busy);
    while (flock.waiting.isEmpty() && ready() < wanted && mayStartSpare()) {
      due.add(start(settings.heap()));
    }
    return due;
  }

  private int ready() {
    long usual = starting.stream().filter(heap -> heap == settings.heap()).count();
    return flock.idle(settings.heap()) + (int) usual;
  }

  private boolean mayStartSpare() {
    return starting.size() < AT_ONCE && hasRoom();
  }

  private int start(int heap) {
    starting.add(heap);
    return heap;
  }

  // ---- what becomes of them

  void greets(ChildWorker child) {
    greeting.add(child);
  }

  List<ChildWorker> greeted() {
    return List.copyOf(greeting);
  }

  void born(ChildWorker child) {
    starting.remove(Integer.valueOf(child.heap));
    greeting.remove(child);
    pause = FIRST_PAUSE;
  }

  /** One could not be started; returns whether another with this heap is on its way. */
  boolean failed(int heap) {
    starting.remove(Integer.valueOf(heap));
    return starting.contains(heap);
  }

  /** None is started for a while, which doubles each time until one is born. */
  void pause(String reason, Timer timer, Runnable again) {
    if (nextTry == null) {
      trouble = reason;
      nextTry = timer.after(pause, again);
      var twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
  }

  void goOn() {
    nextTry = null;
    trouble = "";
  }

  Optional<Alarm> alarm() {
    return Optional.ofNullable(nextTry);
  }
}
