package dev.percheron.checks.crash;

import dev.percheron.Percheron;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobState;
import dev.percheron.api.Queue;
import dev.percheron.checks.crash.Entry.Blow;
import dev.percheron.checks.crash.Entry.Struck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Drives a crash run: starts processes, strikes them, lets all drain, and judges. For one thread.
 */
public final class CrashRun implements AutoCloseable {
  private static final Duration LET_GO = Duration.ofSeconds(60);
  private static final long NOBODY = 0;
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final CrashSettings settings;
  private final Random random;
  private final HistoryWriter history;
  private final List<Child> workers = new ArrayList<>();
  private final List<Child> pushers = new ArrayList<>();
  private final List<Injury> injuries;
  private final List<String> wrong = new ArrayList<>();
  private long children;
  private int strikes;
  private boolean isCut;

  private CrashRun(CrashSettings settings) {
    this.settings = settings;
    this.random = new Random(settings.seed());
    this.history = HistoryWriter.open(History.file(settings.folder(), "driver"));
    this.injuries = settings.site().injuries().stream().sorted().toList();
  }

  /**
   * Runs it, and leaves no process behind.
   *
   * @throws IllegalStateException when something other than a promise went wrong: a process that
   *     does not end, jobs that do not drain
   */
  public static CrashReport run(CrashSettings settings) throws InterruptedException {
    var wrong = new ArrayList<String>();
    try (var run = new CrashRun(settings)) {
      run.declare();
      run.strike();
      run.drain();
      wrong.addAll(run.wrong);
    }
    try (var percheron = Percheron.open(settings.site().url())) {
      return CrashReport.of(
          History.read(settings.folder()), StoreContent.read(percheron), settings, wrong);
    }
  }

  private void declare() {
    try (var percheron = Percheron.open(settings.site().url())) {
      percheron.declare(Queue.named(Kind.PLAIN.queue()).concurrency(Kind.PLAIN.concurrency()));
      var slow = Queue.named(Kind.SLOW.queue()).executor("threads");
      percheron.declare(slow.concurrency(Kind.SLOW.concurrency()));
    }
  }

  private void strike() throws InterruptedException {
    startMissing();
    awaitFirst();
    long end = System.nanoTime() + settings.time().toNanos();
    while (System.nanoTime() < end || strikes < injuries.size()) {
      pause(Duration.ofMillis(200 + random.nextInt(700)));
      strikeOne();
      startMissing();
    }
    thawAll();
    mend();
    startMissing();
  }

  /** Injuries to processes that have only begun to start would prove little. */
  private void awaitFirst() {
    var ended = JobFilter.NEWEST.in(JobState.SUCCEEDED).limit(1);
    try (var percheron = Percheron.open(settings.site().url())) {
      long end = System.nanoTime() + LET_GO.toNanos();
      while (percheron.operations().jobs(ended).isEmpty()) {
        check(System.nanoTime() < end, "no job was run in " + LET_GO);
        pause(LOOK_EVERY);
      }
    }
  }

  /** Each injury once at the beginning, so that a short run has them all; then as the dice fall. */
  private void strikeOne() throws InterruptedException {
    switch (strikes++ < injuries.size() ? injuries.get(strikes - 1) : drawn()) {
      case KILL_WORKER -> one(workers).kill();
      case KILL_PUSHER -> one(pushers).kill();
      case FREEZE_WORKER -> freezeOne();
      case CRASH_STORE -> crashStore();
      case CUT_NETWORK -> cutOrMend();
    }
  }

  private Injury drawn() {
    int at = random.nextInt(injuries.stream().mapToInt(Injury::weight).sum());
    for (var injury : injuries) {
      at -= injury.weight();
      if (at < 0) {
        return injury;
      }
    }
    throw new IllegalStateException("no injury");
  }

  private Child one(List<Child> group) {
    return group.get(random.nextInt(group.size()));
  }

  /** Its server is away for less than a lease, or for more. */
  private void crashStore() throws InterruptedException {
    history.add(new Struck(Blow.STOP_STORE, NOBODY, System.nanoTime()));
    settings.site().crash();
    pause(settings.lease().multipliedBy(random.nextInt(4)).dividedBy(2));
    settings.site().restart();
    history.add(new Struck(Blow.START_STORE, NOBODY, System.nanoTime()));
  }

  /** A cut lasts past the lease; other injuries may fall into it. */
  private void cutOrMend() {
    if (isCut) {
      mend();
      return;
    }
    history.add(new Struck(Blow.CUT, NOBODY, System.nanoTime()));
    settings.site().cut();
    isCut = true;
    pause(settings.lease().multipliedBy(3).dividedBy(2));
    if (random.nextInt(4) > 0) {
      mend();
    }
  }

  private void mend() {
    if (isCut) {
      settings.site().mend();
      isCut = false;
      history.add(new Struck(Blow.MEND, NOBODY, System.nanoTime()));
    }
  }

  /** One at a time, past its lease; sometimes it is killed before it comes back. */
  private void freezeOne() throws InterruptedException {
    thawAll();
    one(workers).freeze();
    pause(settings.lease().multipliedBy(3).dividedBy(2));
    if (random.nextInt(4) > 0) {
      thawAll();
    }
  }

  private void thawAll() throws InterruptedException {
    for (var worker : workers) {
      if (worker.isFrozen() && worker.isAlive()) {
        worker.thaw();
      }
    }
  }

  private void startMissing() {
    forgetDead(workers);
    forgetDead(pushers);
    while (workers.size() < settings.workers()) {
      workers.add(start(CrashWorker.class, settings.lease().toString()));
    }
    while (pushers.size() < settings.pushers()) {
      pushers.add(start(CrashPusher.class, Long.toString(random.nextLong())));
    }
  }

  /** Whatever happens to the store, a process goes on until it is killed or let go. */
  private void forgetDead(List<Child> group) {
    for (var child : group) {
      child
          .endedBySelf()
          .ifPresent(code ->
              wrong.add("process %d ended by itself, with %d".formatted(child.number(), code)));
    }
    group.removeIf(child -> !child.isAlive());
  }

  private Child start(Class<?> main, String last) {
    long number = ++children;
    var folder = settings.folder();
    var site = settings.site();
    return Child.start(
        site.prefix(number),
        main,
        number,
        folder,
        history,
        site.url(number),
        folder.toString(),
        Long.toString(number),
        last);
  }

  private void drain() throws InterruptedException {
    letGo(pushers);
    try (var percheron = Percheron.open(settings.site().url())) {
      long end = System.nanoTime() + settings.drain().toNanos();
      while (isUnfinished(percheron)) {
        check(System.nanoTime() < end, "jobs did not drain in " + settings.drain());
        pause(LOOK_EVERY);
      }
    }
    letGo(workers);
  }

  private static boolean isUnfinished(Percheron percheron) {
    var unfinished = JobFilter.NEWEST.in(JobState.unfinished().toArray(new JobState[0])).limit(1);
    return !percheron.operations().jobs(unfinished).isEmpty();
  }

  private static void letGo(List<Child> group) throws InterruptedException {
    for (var child : group) {
      int code = child.letGo(LET_GO);
      check(code == 0, "process %d was let go and ended with %d".formatted(child.number(), code));
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    workers.forEach(Child::close);
    pushers.forEach(Child::close);
    history.close();
  }
}
