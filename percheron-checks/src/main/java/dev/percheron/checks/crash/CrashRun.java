package dev.percheron.checks.crash;

import dev.percheron.Percheron;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobState;
import dev.percheron.api.Queue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Drives a crash run: starts processes, strikes them, lets all drain, and judges. For one thread.
 */
public final class CrashRun implements AutoCloseable {
  private static final int WAYS = 3;
  private static final Duration LET_GO = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final CrashSettings settings;
  private final Random random;
  private final HistoryWriter history;
  private final List<Child> workers = new ArrayList<>();
  private final List<Child> pushers = new ArrayList<>();
  private long children;
  private int strikes;

  private CrashRun(CrashSettings settings) {
    this.settings = settings;
    this.random = new Random(settings.seed());
    this.history = HistoryWriter.open(History.file(settings.folder(), "driver"));
  }

  /**
   * Runs it, and leaves no process behind.
   *
   * @throws IllegalStateException when something other than a promise went wrong: a process that
   *     does not end, jobs that do not drain
   */
  public static CrashReport run(CrashSettings settings) throws InterruptedException {
    try (var run = new CrashRun(settings)) {
      run.declare();
      run.strike();
      run.drain();
    }
    try (var percheron = Percheron.open(settings.url())) {
      return CrashReport.of(
          History.read(settings.folder()), StoreContent.read(percheron), settings);
    }
  }

  private void declare() {
    try (var percheron = Percheron.open(settings.url())) {
      percheron.declare(Queue.named("quick").concurrency(32));
      percheron.declare(Queue.named("slow").executor("threads").concurrency(8));
    }
  }

  private void strike() throws InterruptedException {
    startMissing();
    long end = System.nanoTime() + settings.time().toNanos();
    while (System.nanoTime() < end) {
      pause(Duration.ofMillis(200 + random.nextInt(700)));
      strikeOne();
      startMissing();
    }
    thawAll();
  }

  /** Each way once at the beginning, so that a short run has them all; then as the dice fall. */
  private void strikeOne() throws InterruptedException {
    switch (strikes++ < WAYS ? (strikes - 1) * 4 : random.nextInt(10)) {
      case 0, 1, 2, 3 -> workers.get(random.nextInt(workers.size())).kill();
      case 4, 5 -> pushers.getFirst().kill();
      case 6 -> thawAll();
      default -> freezeOne();
    }
  }

  /** One at a time, past its lease; sometimes it is killed before it comes back. */
  private void freezeOne() throws InterruptedException {
    thawAll();
    workers.get(random.nextInt(workers.size())).freeze();
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
    workers.removeIf(worker -> !worker.isAlive());
    pushers.removeIf(pusher -> !pusher.isAlive());
    while (workers.size() < settings.workers()) {
      workers.add(start(CrashWorker.class, settings.lease().toString()));
    }
    if (pushers.isEmpty()) {
      pushers.add(start(CrashPusher.class, Long.toString(random.nextLong())));
    }
  }

  private Child start(Class<?> main, String last) {
    long number = ++children;
    var folder = settings.folder();
    return Child.start(
        main,
        number,
        folder,
        history,
        settings.url(),
        folder.toString(),
        Long.toString(number),
        last);
  }

  private void drain() throws InterruptedException {
    letGo(pushers);
    try (var percheron = Percheron.open(settings.url())) {
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
