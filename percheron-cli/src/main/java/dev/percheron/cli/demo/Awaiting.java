package dev.percheron.cli.demo;

import dev.percheron.Operations;
import dev.percheron.api.Job;
import dev.percheron.api.JobEvent;
import dev.percheron.api.JobEventListener;
import dev.percheron.api.JobState;
import dev.percheron.cli.talk.Bar;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for the jobs of the demo and shows how far they are. */
final class Awaiting implements JobEventListener {
  private static final Duration TICK = Duration.ofMillis(50);

  private final Console console;
  private final Instant deadline;
  private final AtomicInteger ended = new AtomicInteger(); // by events: for the eye only

  Awaiting(Console console, Duration timeout) {
    this.console = console;
    this.deadline = console.time().instant().plus(timeout);
  }

  @Override
  public void on(JobEvent event) {
    if (event instanceof JobEvent.Succeeded
        || event instanceof JobEvent.Failed
        || event instanceof JobEvent.Cancelled) {
      ended.incrementAndGet();
    }
  }

  /** Cancels the misfit that is to be cancelled, once it runs. */
  void cancelOne(Operations operations, List<Expected> pushed) throws InterruptedException {
    for (var one : pushed) {
      if (one.name().equals(Pushing.CANCELLED)) {
        while (isToStart(operations.await(one.ref().id(), TICK))) {
          checkTime(one);
        }
        one.ref().cancel();
      }
    }
  }

  private static boolean isToStart(Job job) {
    return job.state() == JobState.READY || job.state() == JobState.SCHEDULED;
  }

  /**
   * All of them as they ended.
   *
   * @throws Complaint when time is over first
   */
  List<Ended> all(Operations operations, List<Expected> pushed) throws InterruptedException {
    var all = new ArrayList<Ended>(pushed.size());
    try (var bar = new Bar(console, "demo")) {
      for (var one : pushed) {
        all.add(new Ended(one, ended(operations, one, bar, pushed.size())));
      }
    }
    return all;
  }

  private Job ended(Operations operations, Expected one, Bar bar, int total)
      throws InterruptedException {
    checkTime(one);
    var job = operations.await(one.ref().id(), TICK);
    while (!job.state().isEnd()) {
      bar.show(Math.min(ended.get(), total), total);
      checkTime(one);
      job = operations.await(one.ref().id(), TICK);
    }
    return job;
  }

  private void checkTime(Expected one) {
    if (console.time().instant().isAfter(deadline)) {
      throw new Complaint(
          Exit.TIMED_OUT,
          "time is over and job %s (%s) has not ended; give more with --timeout"
              .formatted(one.ref().id(), one.name()));
    }
  }
}
