package dev.percheron.exec.process;

import dev.percheron.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The children of a pool that are ready, what they have to do, and what waits for one of them.
 * Guarded by the pool.
 */
final class Flock {
  final List<ChildWorker> children = new ArrayList<>();
  final List<Run> waiting = new ArrayList<>(); // in their order
  private final int concurrency;

  Flock(int concurrency) {
    this.concurrency = concurrency;
  }

  /** One that has nothing to do, or one that is soon done with what it has. */
  @Nullable ChildWorker choose(Run run, int window) {
    @Nullable ChildWorker best = null;
    for (var child : children) {
      if (child.heap == run.heap
          && canTake(child, window)
          && (best == null || child.runs.size() < best.runs.size())) {
        best = child;
      }
    }
    return best;
  }

  int busy() {
    int busy = 0;
    for (var child : children) {
      busy += child.runs.isEmpty() ? 0 : 1;
    }
    return busy;
  }

  void wait(Run run) {
    run.withdrawn = false;
    run.child = null;
    var place = waiting.listIterator();
    while (place.hasNext()) {
      if (place.next().order > run.order) {
        place.previous();
        break;
      }
    }
    place.add(run);
  }

  /**
   * Only what comes when all slots are taken stands behind another: whoever has a slot waits for a
   * child of its own, not for the end of a job that may be long.
   */
  boolean canTake(ChildWorker child, int window) {
    int load = child.runs.size();
    boolean isFull = busy() >= concurrency;
    return !child.leaving && (load == 0 ? !isFull : isFull && load < window && !child.stalled);
  }

  /** What waits for a child of so many MiB when there is none; it waits no longer. */
  List<Run> unserved(int heap) {
    if (children.stream().anyMatch(child -> child.heap == heap)) {
      return List.of();
    }
    var unserved = waiting.stream().filter(run -> run.heap == heap).toList();
    waiting.removeAll(unserved);
    return unserved;
  }

  /**
   * What a child that has ended leaves to be told its end. What it had not begun waits for another,
   * unless it is {@code over}, or somebody wants that run to stop, or children keep dying of it.
   */
  List<Run> left(ChildWorker child, boolean over) {
    var next = child.runs.peek();
    if (next != null && !next.isBegun()) {
      next.deaths++;
    }
    var left = child.runs.stream().filter(run -> over || !run.mayWait()).toList();
    child.runs.stream().filter(run -> !left.contains(run)).forEach(this::wait);
    child.runs.clear();
    child.unsent.clear();
    return left;
  }

  static List<Run> behind(ChildWorker child, @Nullable Run first) {
    var behind = child.runs.stream().filter(run -> run != first && !run.isBegun()).toList();
    behind.forEach(run -> run.withdrawn = true);
    return behind;
  }

  /** Whether it is the turn of this one: those before it, if any, are on their way back. */
  static boolean isFirst(ChildWorker child, Run run) {
    for (var each : child.runs) {
      if (each == run) {
        return true;
      } else if (each.isBegun()) {
        return false;
      }
    }
    return false;
  }

  static @Nullable Run find(ChildWorker child, long number) {
    for (var run : child.runs) {
      if (run.number == number) {
        return run;
      }
    }
    return null;
  }

  /** Whether it was asked back only so that another child can have it. */
  static boolean goesOn(Run run, Outcome outcome) {
    return outcome instanceof Outcome.NotStarted && run.withdrawn && !run.hosting.isStopping();
  }

  /** One that waits and has another bound than so many MiB. */
  Optional<ChildWorker> idleWithout(int heap) {
    return children.stream()
        .filter(child -> child.runs.isEmpty() && child.heap != heap)
        .findFirst();
  }

  /** How many wait with so many MiB. */
  int idle(int heap) {
    int idle = 0;
    for (var child : children) {
      idle += child.heap == heap && child.runs.isEmpty() ? 1 : 0;
    }
    return idle;
  }
}
