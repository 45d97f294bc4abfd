package dev.percheron.cli.worker;

import dev.percheron.api.WorkerStatus;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Column;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Table;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code workers list}. */
@Command(
    name = "list",
    description = "List the workers, the newest first, and how their queues fare.")
final class ListWorkers implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Mixin private Output output = new Output();

  ListWorkers(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    try (var percheron = database.openExisting()) {
      var workers = percheron.operations().workers();
      table(console.time().instant()).print(console, output.format(console), workers);
      if (workers.isEmpty()) {
        console.say("no workers; start one: percheron worker");
      }
    }
    return Exit.DONE;
  }

  private static Table<WorkerStatus> table(Instant now) {
    return new Table<>(
        new Column<>("id", worker -> Cell.number(worker.id().value())),
        new Column<>("name", worker -> Cell.text(worker.name())),
        new Column<>("host", worker -> Cell.text(worker.host())),
        new Column<>("pid", worker -> Cell.number(worker.pid())),
        new Column<>(
            "state", worker -> Cell.text(worker.leaseUntil().isAfter(now) ? "alive" : "gone")),
        new Column<>("started", worker -> new Cell.Time(worker.startedAt())),
        new Column<>("lease until", worker -> new Cell.Time(worker.leaseUntil())),
        new Column<>("queues", ListWorkers::queues));
  }

  private static Cell queues(WorkerStatus worker) {
    return Cell.text(
        worker.queues().stream().map(ListWorkers::shown).collect(Collectors.joining(", ")));
  }

  /** Such as {@code mail 3/50}, with what is wrong. */
  private static String shown(QueueReport report) {
    var stuck = report.stuck() == 0 ? "" : " (" + report.stuck() + " stuck)";
    var trouble = report.trouble().isEmpty() ? "" : " (" + report.trouble() + ")";
    return "%s %d/%d%s%s"
        .formatted(report.queue(), report.running(), report.concurrency(), stuck, trouble);
  }
}
