package dev.percheron.cli.hostile;

import dev.percheron.api.Job;
import dev.percheron.api.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hostile jobs in processes of their own, one after another on one slot; behind each waits a good
 * one that shows when the slot is back.
 */
record HostedLane(Stage stage, String executor) implements Callable<List<Row>> {
  /** Longer is not what was promised, even on a machine with too much to do. */
  static final Duration LATE = Duration.ofSeconds(10);

  /** Its queue. */
  Queue queue() {
    var options =
        executor.equals("command")
            ? Map.of("allow", "/bin/sh", "kill-grace", "100ms")
            : Map.of("heap", "64m", "interrupt-grace", "100ms");
    return Queue.named("hostile-" + executor).executor(executor, options).concurrency(1);
  }

  @Override
  public List<Row> call() throws InterruptedException {
    var rows = new ArrayList<Row>();
    var first = stage.pushGood(executor, queue().name());
    var _ = stage.ended(first); // the start of the worker is not what is measured
    for (var behaviour : Behaviour.values()) {
      var hostile = stage.push(behaviour, executor, queue().name());
      var next = stage.pushGood(executor, queue().name());
      rows.add(row(behaviour, stage.ended(hostile), stage.ended(next)));
    }
    return rows;
  }

  private Row row(Behaviour behaviour, Job hostile, Job next) throws InterruptedException {
    var back =
        next.status().startedAt().map(start -> Duration.between(over(behaviour, hostile), start));
    return stage.row(behaviour, executor, hostile, back, wrong(behaviour, next, back));
  }

  /** Its time limit is the moment from which on the slot is owed. */
  private static Instant over(Behaviour behaviour, Job hostile) {
    var status = hostile.status();
    return behaviour.isStopped()
        ? status.startedAt().orElseThrow().plus(Stage.LIMIT)
        : status.finishedAt().orElseThrow();
  }

  private String wrong(Behaviour behaviour, Job next, Optional<Duration> back)
      throws InterruptedException {
    if (next.status().failure().isPresent()) {
      return "the next job on its slot failed";
    } else if (back.isEmpty() || back.orElseThrow().compareTo(LATE) > 0) {
      return "its slot was not back within " + LATE.toSeconds() + " s";
    }
    // A child that lives on after a job that failed properly is nothing left behind.
    return isChildKept(behaviour) || areGone(behaviour) ? "" : "it left a process behind";
  }

  private boolean isChildKept(Behaviour behaviour) {
    return executor.equals("process")
        && !behaviour.expected(executor).contains("crashed")
        && !behaviour.isStopped();
  }

  /** A kill takes a moment. */
  private boolean areGone(Behaviour behaviour) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      var left = stage.marks().alive(executor, behaviour);
      if (left.isEmpty()) {
        return true;
      }
      await(left.getFirst());
    }
    return false;
  }

  private static void await(ProcessHandle process) throws InterruptedException {
    try {
      var _ = process.onExit().get(100, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // it is looked at again
    }
  }
}
