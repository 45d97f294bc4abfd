package dev.percheron.exec.process;

import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.Timer;
import dev.percheron.spi.Timer.Alarm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The children of one queue, from its start to its close, and the attempts on their way to them. At
 * most as many children work as the queue has slots; one or a few more are warm and wait, to take
 * the place of one that is killed or has done enough.
 *
 * <p>All decisions are made under one lock; nothing is written, started or told under it.
 */
final class Pool {
  private static final int STARTS = Runtime.getRuntime().availableProcessors();
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration GLANCE = Duration.ofMillis(5);
  private static final Duration ROUNDS = Duration.ofSeconds(5);

  private final ProcessSettings settings;
  private final int concurrency;
  private final ExecutorContext context;
  private final Maternity maternity;
  private final Pace pace;
  // All of these are guarded by this.
  private final List<ChildWorker> children = new ArrayList<>();
  private final List<Integer> starting = new ArrayList<>(); // their heaps
  private final List<ChildWorker> greeting = new ArrayList<>(); // of those that start
  private final LinkedList<Run> waiting = new LinkedList<>(); // in their order
  private Duration pause = FIRST_PAUSE;
  private @Nullable Alarm nextTry;
  private @Nullable Alarm nextGlance;
  private @Nullable Alarm nextRound;
  private String trouble = "";
  private long orders;
  private boolean closed;

  Pool(ProcessSettings settings, int concurrency, ExecutorContext context, Maternity maternity) {
    this.settings = settings;
    this.concurrency = concurrency;
    this.context = context;
    this.maternity = maternity;
    this.pace = new Pace(settings.window());
  }

  void open() {
    rounds();
  }

  ProcessSettings settings() {
    return settings;
  }

  Timer timer() {
    return context.timer();
  }

  Instant now() {
    return context.time().instant();
  }

  /** Why it starts no children now; empty when it does. */
  synchronized String trouble() {
    return trouble;
  }

  /** Whether an attempt would find a child, now or soon. */
  synchronized boolean canWork() {
    return trouble.isEmpty() || !children.isEmpty();
  }

  /** How many attempts it would take beyond the slots, to wait in children for their turn. */
  synchronized int ahead() {
    int window = pace.window();
    if (window == 1 || closed) {
      return 0;
    }
    int room = -waiting.size();
    int busy = 0;
    for (var child : children) {
      if (!child.leaving && !child.stalled && !child.runs.isEmpty() && busy < concurrency) {
        room += Math.max(0, window - child.runs.size());
        busy++;
      }
    }
    return Math.max(0, room);
  }

  // ---- attempts come and go

  /** Takes an attempt; its end is told to it. */
  void run(Run run) {
    @Nullable ChildWorker child = null;
    String refused;
    synchronized (this) {
      refused = closed ? "the executor is closed" : children.isEmpty() ? trouble : "";
      if (refused.isEmpty()) {
        run.order = orders++;
        child = waiting.isEmpty() ? choose(run) : null;
        place(run, child);
      }
    }
    if (child != null) {
      child.push();
    } else if (!refused.isEmpty()) {
      run.finish(new Outcome.NotStarted(refused));
    }
  }

  private void place(Run run, @Nullable ChildWorker child) {
    if (child == null) {
      waiting.add(run);
      order();
    } else {
      give(child, run);
    }
  }

  private void give(ChildWorker child, Run run) {
    run.child = child;
    run.number = ++child.taken;
    child.runs.add(run);
    child.unsent.add(run);
    if (child.runs.size() > 1) {
      glance();
    } else if (!closed && nextTry == null) {
      orderSpares(); // the one that waited works now
    }
  }

  /** One that waits, or one that is soon done with what it has. */
  private @Nullable ChildWorker choose(Run run) {
    int busy = busy();
    int window = pace.window();
    @Nullable ChildWorker best = null;
    for (var child : children) {
      int load = child.runs.size();
      if (!child.leaving
          && child.heap == run.heap
          && (load == 0 ? busy < concurrency : load < window && !child.stalled)
          && (best == null || load < best.runs.size())) {
        best = child;
      }
    }
    return best;
  }

  private int busy() {
    int busy = 0;
    for (var child : children) {
      busy += child.runs.isEmpty() ? 0 : 1;
    }
    return busy;
  }

  synchronized @Nullable Run nextUnsent(ChildWorker child) {
    return child.unsent.poll();
  }

  synchronized @Nullable Run find(ChildWorker child, long number) {
    for (var run : child.runs) {
      if (run.number == number) {
        return run;
      }
    }
    return null;
  }

  synchronized @Nullable Run first(ChildWorker child) {
    return child.runs.peek();
  }

  /** Whether it is the turn of this one: those before it, if any, are on their way back. */
  synchronized boolean isFirst(ChildWorker child, Run run) {
    for (var each : child.runs) {
      if (each == run) {
        return true;
      } else if (each.isBegun()) {
        return false;
      }
    }
    return false;
  }

  /** It has been cancelled: there is no need to wait for a child. */
  void forget(Run run) {
    boolean removed;
    synchronized (this) {
      removed = waiting.remove(run);
    }
    if (removed) {
      run.finish(new Outcome.NotStarted("it was cancelled before it began"));
    }
  }

  /** An attempt has ended, or has been given back by a child that had not begun it. */
  void ended(ChildWorker child, Run run, Outcome outcome, String spent) {
    boolean again;
    boolean retired;
    List<ChildWorker> fed;
    synchronized (this) {
      again = goesOn(run, outcome);
      child.runs.remove(run);
      pace.ended(run);
      if (again) {
        wait(run);
      }
      child.stalled &= again;
      child.idleSince = now();
      child.leaving |= isTired(child, outcome, spent);
      retired = child.leaving && child.runs.isEmpty() && children.remove(child);
      fed = fed(child);
    }
    if (!again) {
      run.finish(outcome);
    }
    if (retired) {
      child.retire();
    }
    fed.forEach(ChildWorker::push);
  }

  /** Gives what waits to those who can take it, {@code first} first, and orders what is missing. */
  private List<ChildWorker> fed(ChildWorker first) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    fill(first);
    children.forEach(this::fill);
    order();
    return children.stream().filter(child -> !child.unsent.isEmpty()).toList();
  }

  /** Whether it was asked back only so that another child can have it. */
  private boolean goesOn(Run run, Outcome outcome) {
    return outcome instanceof Outcome.NotStarted
        && run.withdrawn
        && !closed
        && !run.hosting.isStopping();
  }

  private void wait(Run run) {
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

  private boolean isTired(ChildWorker child, Outcome outcome, String spent) {
    boolean error =
        outcome instanceof Outcome.Failed(Failure failure) && failure.isA("java.lang.Error");
    return error || !spent.isEmpty() || closed || child.taken >= settings.recycleAfter();
  }

  private void fill(ChildWorker child) {
    int window = pace.window();
    var runs = waiting.iterator();
    while (runs.hasNext() && canTake(child, window)) {
      var run = runs.next();
      if (run.heap == child.heap) {
        runs.remove();
        give(child, run);
      }
    }
  }

  private boolean canTake(ChildWorker child, int window) {
    int load = child.runs.size();
    return !child.leaving
        && (load == 0 ? busy() < concurrency : load < window && !child.stalled);
  }

  // ---- children come and go

  /** Starts what is missing, one for each processor at a time. */
  private void order() {
    if (closed || nextTry != null) {
      return;
    }
    var coming = new HashMap<Integer, Integer>();
    starting.forEach(heap -> coming.merge(heap, 1, Integer::sum));
    int working = busy() + starting.size();
    for (var run : waiting) {
      int left = coming.merge(run.heap, -1, Integer::sum);
      if (left < 0 && working < concurrency && starting.size() < STARTS && hasRoom(run.heap)) {
        start(run.heap);
        working++;
      }
    }
    orderSpares();
  }

  private boolean hasRoom(int heap) {
    if (children.size() + starting.size() < concurrency + settings.spare()) {
      return true;
    }
    for (var child : children) {
      if (child.runs.isEmpty() && child.heap != heap) {
        leave(child);
        return true;
      }
    }
    return false;
  }

  private void orderSpares() {
    int busy = busy();
    int ready = 0;
    for (var child : children) {
      ready += child.heap == settings.heap() && child.runs.isEmpty() ? 1 : 0;
    }
    for (int heap : starting) {
      ready += heap == settings.heap() ? 1 : 0;
    }
    int wanted = Math.max(busy > 0 ? settings.spare() : 0, settings.minChildren() - busy);
    while (waiting.isEmpty()
        && ready < wanted
        && starting.size() < STARTS
        && children.size() + starting.size() < concurrency + settings.spare()) {
      start(settings.heap());
      ready++;
    }
  }

  private void start(int heap) {
    starting.add(heap);
    Thread.ofPlatform()
        .daemon()
        .inheritInheritableThreadLocals(false)
        .name("percheron-" + context.queue().name() + "-child")
        .start(() -> live(heap));
  }

  /**
   * A child has been born and is waited for.
   *
   * @throws IOException when it is not wanted any more
   */
  synchronized void greets(ChildWorker child) throws IOException {
    if (closed) {
      throw new IOException("the executor is closed");
    }
    greeting.add(child);
  }

  /** The life of one child. */
  private void live(int heap) {
    try {
      var child = maternity.child(this, heap);
      ready(child);
      child.follow();
    } catch (IOException e) {
      failed(heap, String.valueOf(e.getMessage()));
    }
  }

  private void ready(ChildWorker child) {
    boolean unwanted;
    synchronized (this) {
      starting.remove((Integer) child.heap);
      greeting.remove(child);
      pause = FIRST_PAUSE;
      unwanted = closed;
      child.leaving = closed;
      if (!closed) {
        children.add(child);
        fill(child);
        order();
      }
    }
    if (unwanted) {
      child.retire();
    } else {
      child.push();
    }
  }

  private void failed(int heap, String reason) {
    List<Run> back;
    synchronized (this) {
      starting.remove((Integer) heap);
      back = isServed(heap) ? List.of() : taken(heap);
      if (!closed && nextTry == null) {
        trouble = "no child JVM can be started: " + reason;
        nextTry = context.timer().after(pause, this::tryAgain);
        var twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
      }
    }
    context.notices().changed();
    back.forEach(
        run -> run.finish(new Outcome.NotStarted("no child JVM can be started: " + reason)));
  }

  private boolean isServed(int heap) {
    return starting.contains(heap) || children.stream().anyMatch(child -> child.heap == heap);
  }

  private List<Run> taken(int heap) {
    var taken = waiting.stream().filter(run -> run.heap == heap).toList();
    waiting.removeAll(taken);
    return taken;
  }

  private void tryAgain() {
    synchronized (this) {
      nextTry = null;
      trouble = "";
      order();
    }
    context.notices().changed();
  }

  /** A child has ended; returns what it had. Another is on its way when this returns. */
  synchronized List<Run> left(ChildWorker child) {
    child.leaving = true;
    children.remove(child);
    var left = List.copyOf(child.runs);
    child.runs.clear();
    child.unsent.clear();
    order();
    return left;
  }

  /**
   * Nothing more goes to this child; returns what stands behind {@code run} and has to come back.
   */
  synchronized List<Run> clear(ChildWorker child, Run run) {
    boolean here = isFirst(child, run);
    if (here) {
      child.leaving = true; // until the one that is being stopped has ended
    }
    return here ? behind(child, run) : List.of();
  }

  private static List<Run> behind(ChildWorker child, @Nullable Run first) {
    var behind = child.runs.stream().filter(run -> run != first && !run.isBegun()).toList();
    behind.forEach(run -> run.withdrawn = true);
    return behind;
  }

  /** The child is about to be killed with {@code run}; false when that has ended before. */
  synchronized boolean leaveWith(ChildWorker child, Run run) {
    if (!isFirst(child, run)) {
      return false;
    }
    child.leaving = true;
    if (children.remove(child)) {
      order();
    }
    return true;
  }

  private void leave(ChildWorker child) {
    child.leaving = true;
    children.remove(child);
    Thread.ofPlatform().daemon().name("percheron-stop").start(child::retire);
  }

  // ---- what happens by time

  /** Looks soon whether somebody stands behind a job that turns out to be long. */
  private void glance() {
    if (nextGlance == null && !closed) {
      nextGlance = context.timer().after(GLANCE, this::look);
    }
  }

  private void look() {
    var back = new ArrayList<Run>();
    synchronized (this) {
      nextGlance = null;
      for (var child : children) {
        if (child.runs.size() > 1) {
          glance();
          var first = child.runs.peek();
          if (first == child.seenFirst && concurrency > 1) {
            child.stalled = true;
            back.addAll(behind(child, first));
          }
        }
        child.seenFirst = child.runs.peek();
      }
    }
    back.forEach(Pool::withdraw);
  }

  private static void withdraw(Run run) {
    var child = run.child;
    if (child != null) {
      child.withdraw(run);
    }
  }

  private synchronized void rounds() {
    if (!closed) {
      var often = settings.idleTimeout().compareTo(ROUNDS) < 0 ? settings.idleTimeout() : ROUNDS;
      nextRound = context.timer().after(often, this::round);
      endOld();
      order();
    }
  }

  private void round() {
    rounds();
  }

  /** Children that are idle for too long or too old. */
  private void endOld() {
    var now = now();
    int kept = children.size() + starting.size();
    for (var child : List.copyOf(children)) {
      boolean old = child.born.plus(settings.recycleAge()).isBefore(now);
      boolean idle = !child.idleSince.plus(settings.idleTimeout()).isAfter(now);
      boolean needed = busy() > 0 && kept <= busy() + settings.spare();
      if (child.runs.isEmpty() && (old || (idle && !needed && kept > settings.minChildren()))) {
        leave(child);
        kept--;
      } else {
        child.leaving |= old && !child.runs.isEmpty();
      }
    }
  }

  // ---- the end

  /** Nothing begins any more: what has not begun goes back. */
  void stopTaking() {
    var back = new ArrayList<Run>();
    List<Run> left;
    synchronized (this) {
      children.forEach(child -> back.addAll(behind(child, child.runs.peek())));
      back.forEach(run -> run.withdrawn = false);
      left = List.copyOf(waiting);
      waiting.clear();
    }
    back.forEach(Pool::withdraw);
    left.forEach(run -> run.finish(new Outcome.NotStarted("the executor is closed")));
  }

  /** No child waits any more, and those that still work end after it. */
  void close() {
    var idle = new ArrayList<ChildWorker>();
    var alarms = new ArrayList<Optional<Alarm>>();
    List<ChildWorker> unborn;
    List<Run> left;
    synchronized (this) {
      closed = true;
      alarms.addAll(
          List.of(
              Optional.ofNullable(nextTry),
              Optional.ofNullable(nextGlance),
              Optional.ofNullable(nextRound)));
      unborn = List.copyOf(greeting);
      left = List.copyOf(waiting);
      waiting.clear();
      children.forEach(child -> child.leaving = true);
      children.stream().filter(child -> child.runs.isEmpty()).forEach(idle::add);
      children.removeAll(idle);
    }
    alarms.forEach(alarm -> alarm.ifPresent(Alarm::stop));
    left.forEach(run -> run.finish(new Outcome.NotStarted("the executor is closed")));
    idle.forEach(ChildWorker::retire);
    unborn.forEach(ChildWorker::giveUp);
    maternity.close();
  }
}
