package dev.percheron.cli.hostile;

import dev.percheron.api.Job;
import dev.percheron.api.JobId;
import dev.percheron.api.Queue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Hostile jobs in the JVM of their worker, which is therefore another one than ours: one worker for
 * each job that it will not survive, and one for the others together.
 */
record SharedLane(Stage stage, String executor) implements Callable<List<Row>> {
  private static final int SLOTS = 16; // a quarter of them may be stuck
  private static final Duration TICK = Duration.ofMillis(50);

  /** All its queues. */
  List<Queue> queues() {
    var queues = new ArrayList<Queue>();
    queues.add(queue("others"));
    lethal().forEach(one -> queues.add(queue(name(one))));
    return queues;
  }

  private Queue queue(String what) {
    return Queue.named("hostile-%s-%s".formatted(executor, what))
        .executor(executor, Map.of("interrupt-grace", "100ms"))
        .concurrency(SLOTS);
  }

  private static String name(Behaviour behaviour) {
    return behaviour.name().toLowerCase(Locale.ROOT);
  }

  private static List<Behaviour> lethal() {
    return Arrays.stream(Behaviour.values()).filter(Behaviour::isLethal).toList();
  }

  @Override
  public List<Row> call() throws InterruptedException, IOException {
    var jobs = new EnumMap<Behaviour, JobId>(Behaviour.class);
    var deaths = new EnumMap<Behaviour, Instant>(Behaviour.class);
    for (var behaviour : lethal()) {
      var queue = queue(name(behaviour)).name();
      jobs.put(behaviour, stage.push(behaviour, executor, queue));
      deaths.put(behaviour, outlived(queue, "1s", List.of(jobs.get(behaviour))));
    }
    others(jobs);
    var rows = new ArrayList<Row>();
    for (var entry : jobs.entrySet()) {
      rows.add(row(entry.getKey(), stage.ended(entry.getValue()), deaths));
    }
    jobs.keySet().forEach(this::clear);
    return rows;
  }

  /** Those that only their time limit ends come last: they leave their threads behind. */
  private void others(Map<Behaviour, JobId> jobs) throws InterruptedException, IOException {
    var queue = queue("others").name();
    var pushed = new ArrayList<JobId>();
    Arrays.stream(Behaviour.values())
        .filter(one -> !one.isLethal())
        .sorted(Comparator.comparing(Behaviour::isStopped))
        .forEach(one -> {
          jobs.put(one, stage.push(one, executor, queue));
          pushed.add(jobs.get(one));
        });
    var _ = outlived(queue, "15s", pushed);
  }

  /** Lets a worker run these; returns when it has died, or they have ended and it was killed. */
  private Instant outlived(String queue, String lease, List<JobId> jobs)
      throws InterruptedException, IOException {
    try (var worker = Doomed.serving(queue, lease, stage.url())) {
      while (!worker.isOver(TICK) && !haveEnded(jobs)) {
        if (stage.time().instant().isAfter(stage.deadline())) {
          break; // whoever looks at the jobs says so
        }
      }
      return stage.time().instant();
    }
  }

  private boolean haveEnded(List<JobId> jobs) {
    return jobs.stream().allMatch(id -> stage.percheron().operations().job(id).state().isEnd());
  }

  private Row row(Behaviour behaviour, Job job, Map<Behaviour, Instant> deaths) {
    var status = job.status();
    var from =
        behaviour.isStopped()
            ? status.startedAt().map(start -> start.plus(Stage.LIMIT))
            : Optional.ofNullable(deaths.get(behaviour));
    var back =
        from.flatMap(moment -> status.finishedAt().map(end -> Duration.between(moment, end)))
            .filter(time -> !time.isNegative());
    return stage.row(behaviour, executor, job, back, "");
  }

  /** What a dead worker's jobs have left is ours to end. */
  private void clear(Behaviour behaviour) {
    stage.marks().alive(executor, behaviour).forEach(ProcessHandle::destroyForcibly);
  }

  /** A worker in a JVM of its own, ended with us at the latest. */
  private record Doomed(Process process, Thread hook) implements AutoCloseable {
    static Doomed serving(String queue, String lease, String url) throws IOException {
      var process =
          new ProcessBuilder(WorkerJvm.command(queue, lease, url))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var hook = new Thread(process::destroyForcibly, "percheron-doomed");
      Runtime.getRuntime().addShutdownHook(hook);
      return new Doomed(process, hook);
    }

    boolean isOver(Duration wait) throws InterruptedException {
      return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      process.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
