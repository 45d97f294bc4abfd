package dev.percheron.cli.worker;

import dev.percheron.Percheron;
import dev.percheron.Worker;
import dev.percheron.WorkerBuilder;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code worker}. */
@Command(
    name = "worker",
    description = {
      "Run jobs until told to end.",
      "The first SIGINT or SIGTERM (Ctrl-C) stops in order: nothing new starts, what runs may end within the grace. The second stops what runs, the third goes at once."
    })
public final class RunWorker implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Console console;
  private final Database database;

  @Mixin private HandlersWanted handlers = new HandlersWanted();

  @Option(
      names = "--queues",
      split = ",",
      paramLabel = "NAME",
      description = "Serve only these queues; all otherwise.")
  private List<String> queues = List.of();

  @Option(
      names = "--tags",
      split = ",",
      paramLabel = "TAG",
      description = "What this worker has; queues that ask for other tags are left to others.")
  private List<String> tags = List.of();

  @Option(
      names = "--name",
      defaultValue = "worker",
      paramLabel = "NAME",
      description = "Its name, for people; ${DEFAULT-VALUE} by default.")
  private String name = "worker";

  @Option(
      names = "--grace",
      defaultValue = "30s",
      paramLabel = "DURATION",
      description = "How long running jobs may go on when it ends; ${DEFAULT-VALUE} by default.")
  private Duration grace = Duration.ofSeconds(30);

  @Option(
      names = "--lease",
      defaultValue = "15s",
      paramLabel = "DURATION",
      description =
          "When it dies, others take its jobs over after this time; ${DEFAULT-VALUE} by default, 1s to 1h.")
  private Duration lease = Duration.ofSeconds(15);

  @Option(
      names = "--until-empty",
      description = "End when no job of its queues is ready, scheduled or running.")
  private boolean untilEmpty;

  @Option(names = "--verbose", description = "Say also what goes well.")
  private boolean verbose;

  /** On this console and database. */
  public RunWorker(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() throws InterruptedException {
    var stopping = new Stopping(console, () -> Runtime.getRuntime().halt(Exit.INTERRUPTED));
    var signals = Signals.hear(stopping::ask);
    try (var percheron = database.open()) {
      handlers.addTo(percheron, console);
      sayUnknown(percheron.operations().queues());
      var worker = started(percheron, stopping);
      say(worker);
      await(percheron, stopping);
      return stopping.stop(worker, grace);
    } finally {
      signals.restore();
    }
  }

  private Worker started(Percheron percheron, Stopping stopping) {
    try {
      return builder(percheron).onDrain(() -> drained(stopping)).start();
    } catch (IllegalArgumentException e) {
      throw new Complaint(Exit.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private void drained(Stopping stopping) {
    console.say("drained: somebody asked this worker to end");
    stopping.ask();
  }

  private WorkerBuilder builder(Percheron percheron) {
    return percheron
        .worker()
        .name(name)
        .queues(queues.toArray(String[]::new))
        .tags(tags.toArray(String[]::new))
        .lease(lease)
        .grace(grace)
        .listen(new Reporter(console, verbose));
  }

  private void await(Percheron percheron, Stopping stopping) throws InterruptedException {
    if (!untilEmpty) {
      stopping.await();
      return;
    }
    while (!stopping.await(LOOK_EVERY)) {
      if (percheron.operations().queues().stream()
          .filter(this::isServed)
          .allMatch(RunWorker::isEmpty)) {
        return;
      }
    }
  }

  private boolean isServed(QueueStatus status) {
    return (queues.isEmpty() || queues.contains(status.queue().name()))
        && tags.containsAll(status.queue().tags());
  }

  private static boolean isEmpty(QueueStatus status) {
    var counts = status.counts();
    return counts.ready() + counts.scheduled() + counts.running() == 0;
  }

  /** A queue may well be declared later, so this is no error; but it may be misspelt as well. */
  private void sayUnknown(List<QueueStatus> known) {
    var names =
        known.stream()
            .map(status -> status.queue().name())
            .collect(Collectors.toCollection(TreeSet::new));
    for (var queue : queues) {
      if (!names.contains(queue)) {
        console.say("there is no queue '%s' yet; %s".formatted(queue, Nearest.hint(queue, names)));
      }
    }
  }

  private void say(Worker worker) {
    console.say(
        "worker %s (%s) serves %s; Ctrl-C ends it"
            .formatted(
                worker.id().map(Object::toString).orElse("without a lease yet"),
                name,
                worker.queues().isEmpty()
                    ? "no queue"
                    : worker.queues().stream()
                        .map(RunWorker::shown)
                        .collect(Collectors.joining(", "))));
  }

  private static String shown(QueueReport report) {
    return "%s (%s, %d)%s"
        .formatted(
            report.queue(),
            report.executor(),
            report.concurrency(),
            report.trouble().isEmpty() ? "" : " – parked: " + report.trouble());
  }
}
