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
  private static final Duration GLANCE = Duration.ofMillis(5);
  private static final Duration ROUNDS = Duration.ofSeconds(5);

  private final ProcessSettings settings;
  private final int concurrency;
  private final ExecutorContext context;
  private final Maternity maternity;
  private final Pace pace;
  // All of these are guarded by this.
  private final Flock flock;
  private final Births births;
  private @Nullable Alarm nextGlance;
  private @Nullable Alarm nextRound;
  private long orders;
  private boolean draining; // what has not begun goes back
  private boolean closed;

  Pool(ProcessSettings settings, int concurrency, ExecutorContext context, Maternity maternity) {
    this.settings = settings;
    this.concurrency = concurrency;
    this.context = context;
    this.maternity = maternity;
    this.pace = new Pace(settings.window());
    this.flock = new Flock(concurrency);
    this.births = new Births(settings, concurrency, flock);
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
    return births.trouble();
  }

  /** Whether an attempt would find a child, now or soon. */
  synchronized boolean canWork() {
    return births.trouble().isEmpty() || !flock.children.isEmpty();
  }

  /** How many attempts it would take beyond the slots, to wait in children for their turn. */
  synchronized int ahead() {
    int window = pace.window();
    if (window == 1 || closed) {
      return 0;
    }
    int room = -flock.waiting.size();
    int busy = 0;
    for (var child : flock.children) {
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
      refused =
          closed ? "the executor is closed" : flock.children.isEmpty() ? births.trouble() : "";
      if (refused.isEmpty()) {
        run.order = orders++;
        child = flock.waiting.isEmpty() ? flock.choose(run, pace.window()) : null;
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
      flock.waiting.add(run);
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
    } else if (!closed && !births.arePaused()) {
      births.dueSpares().forEach(this::start); // the one that waited works now
    }
  }

  synchronized @Nullable Run nextUnsent(ChildWorker child) {
    return child.unsent.poll();
  }

  synchronized @Nullable Run find(ChildWorker child, long number) {
    return Flock.find(child, number);
  }

  synchronized boolean isFirst(ChildWorker child, Run run) {
    return Flock.isFirst(child, run);
  }

  synchronized @Nullable Run first(ChildWorker child) {
    return child.runs.peek();
  }

  /** It has been cancelled: there is no need to wait for a child. */
  void forget(Run run) {
    boolean removed;
    synchronized (this) {
      removed = flock.waiting.remove(run);
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
      again = !draining && !closed && Flock.goesOn(run, outcome);
      child.runs.remove(run);
      pace.ended(run);
      if (again) {
        flock.wait(run);
      }
      child.stalled &= again;
      child.idleSince = now();
      child.leaving |= isTired(child, outcome, spent);
      retired = child.leaving && child.runs.isEmpty() && flock.children.remove(child);
      fill(child);
      fed = fed();
    }
    if (!again) {
      run.finish(outcome);
    }
    if (retired) {
      child.retire();
    }
    fed.forEach(ChildWorker::push);
  }

  /** Gives what waits to those who can take it, and orders what is missing; these have to push. */
  private List<ChildWorker> fed() {
    if (!flock.waiting.isEmpty()) {
      flock.children.forEach(this::fill);
      order();
    }
    return flock.children.stream().filter(child -> !child.unsent.isEmpty()).toList();
  }

  private boolean isTired(ChildWorker child, Outcome outcome, String spent) {
    boolean error =
        outcome instanceof Outcome.Failed(Failure failure) && failure.isA("java.lang.Error");
    return error || !spent.isEmpty() || closed || child.taken >= settings.recycleAfter();
  }

  private void fill(ChildWorker child) {
    int window = pace.window();
    var runs = flock.waiting.iterator();
    while (runs.hasNext() && flock.canTake(child, window)) {
      var run = runs.next();
      if (run.heap == child.heap) {
        runs.remove();
        give(child, run);
      }
    }
  }

  // ---- children come and go

  /** Starts what is missing, one for each processor at a time. */
  private void order() {
    if (!closed && !births.arePaused()) {
      births.due(this::leave).forEach(this::start);
    }
  }

  private void start(int heap) {
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
    births.greets(child);
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
      births.born(child);
      unwanted = closed;
      child.leaving = closed;
      if (!closed) {
        flock.children.add(child);
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
    var trouble = "no child JVM can be started: " + reason;
    List<Run> back;
    synchronized (this) {
      back = births.failed(heap) ? List.of() : flock.unserved(heap);
      if (!closed) {
        births.pause(trouble, context.timer(), this::tryAgain);
      }
    }
    context.notices().changed();
    back.forEach(run -> run.finish(new Outcome.NotStarted(trouble)));
  }

  private void tryAgain() {
    synchronized (this) {
      births.goOn();
      order();
    }
    context.notices().changed();
  }

  /**
   * A child has ended. Another takes its place before this returns, and what it had not begun goes
   * to others; returns what has to be told its end.
   */
  List<Run> left(ChildWorker child) {
    List<Run> left;
    List<ChildWorker> fed;
    synchronized (this) {
      child.leaving = true;
      flock.children.remove(child);
      left = flock.left(child, draining || closed);
      fed = fed();
      order();
    }
    fed.forEach(ChildWorker::push);
    return left;
  }

  /**
   * Nothing more goes to this child; returns what stands behind {@code run} and has to come back.
   */
  synchronized List<Run> clear(ChildWorker child, Run run) {
    boolean here = Flock.isFirst(child, run);
    if (here) {
      child.leaving = true; // until the one that is being stopped has ended
    }
    return here ? Flock.behind(child, run) : List.of();
  }

  /** The child is about to be killed with {@code run}; false when that has ended before. */
  boolean leaveWith(ChildWorker child, Run run) {
    List<ChildWorker> fed;
    synchronized (this) {
      if (!Flock.isFirst(child, run)) {
        return false;
      }
      child.leaving = true;
      flock.children.remove(child);
      fed = fed();
      order();
    }
    fed.forEach(ChildWorker::push);
    return true;
  }

  private void leave(ChildWorker child) {
    child.leaving = true;
    flock.children.remove(child);
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
      for (var child : flock.children) {
        if (child.runs.size() > 1) {
          glance();
          var first = child.runs.peek();
          if (first == child.seenFirst && concurrency > 1) {
            child.stalled = true;
            back.addAll(Flock.behind(child, first));
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
      nextRound = context.timer().after(often, this::rounds);
      endOld();
      order();
    }
  }

  /** Children that are idle for too long or too old. */
  private void endOld() {
    var now = now();
    int kept = flock.children.size() + births.coming();
    for (var child : List.copyOf(flock.children)) {
      boolean old = child.born.plus(settings.recycleAge()).isBefore(now);
      boolean idle = !child.idleSince.plus(settings.idleTimeout()).isAfter(now);
      boolean needed = flock.busy() > 0 && kept <= flock.busy() + settings.spare();
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
      draining = true;
      flock.children.forEach(child -> back.addAll(Flock.behind(child, child.runs.peek())));
      back.forEach(run -> run.withdrawn = false);
      left = List.copyOf(flock.waiting);
      flock.waiting.clear();
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
          List.of(births.alarm(), Optional.ofNullable(nextGlance), Optional.ofNullable(nextRound)));
      unborn = births.greeted();
      left = List.copyOf(flock.waiting);
      flock.waiting.clear();
      flock.children.forEach(child -> child.leaving = true);
      flock.children.stream().filter(child -> child.runs.isEmpty()).forEach(idle::add);
      flock.children.removeAll(idle);
    }
    alarms.forEach(alarm -> alarm.ifPresent(Alarm::stop));
    left.forEach(run -> run.finish(new Outcome.NotStarted("the executor is closed")));
    idle.forEach(ChildWorker::retire);
    unborn.forEach(ChildWorker::giveUp);
  }
}
