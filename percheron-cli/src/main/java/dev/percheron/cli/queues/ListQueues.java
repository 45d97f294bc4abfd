package dev.percheron.cli.queues;

import dev.percheron.api.QueueStatus;
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

/** {@code queues list}. */
@Command(name = "list", description = "List the queues and what is in them.")
final class ListQueues implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Mixin private Output output = new Output();

  ListQueues(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    try (var percheron = database.openExisting()) {
      table(console.time().instant())
          .print(console, output.format(console), percheron.operations().queues());
    }
    return Exit.DONE;
  }

  private static Table<QueueStatus> table(Instant now) {
    return new Table<>(
        new Column<>("queue", status -> Cell.text(status.queue().name())),
        new Column<>("executor", status -> Cell.text(status.queue().executor())),
        new Column<>("concurrency", ListQueues::concurrency),
        new Column<>("options", ListQueues::options),
        new Column<>("tags", status -> Cell.text(String.join(" ", status.queue().tags()))),
        new Column<>("paused", status -> paused(status, now)),
        new Column<>("scheduled", status -> Cell.number(status.counts().scheduled())),
        new Column<>("ready", status -> Cell.number(status.counts().ready())),
        new Column<>("running", status -> Cell.number(status.counts().running())),
        new Column<>("succeeded", status -> Cell.number(status.counts().succeeded())),
        new Column<>("failed", status -> Cell.number(status.counts().failed())),
        new Column<>("cancelled", status -> Cell.number(status.counts().cancelled())),
        new Column<>("expired", status -> Cell.number(status.counts().expired())),
        new Column<>("oldest ready", status -> Cell.span(status.oldestReady())));
  }

  private static Cell concurrency(QueueStatus status) {
    var asked = status.queue().concurrency();
    return asked.isPresent() ? Cell.number(asked.getAsInt()) : Cell.none();
  }

  private static Cell options(QueueStatus status) {
    return Cell.text(
        status.queue().options().entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .collect(Collectors.joining(" ")));
  }

  /** Until when; {@code by hand} when it does not end by itself. */
  private static Cell paused(QueueStatus status, Instant now) {
    if (!status.isPaused(now)) {
      return Cell.none();
    }
    var until = status.pausedUntil().orElseThrow();
    return until.equals(Instant.MAX) ? Cell.text("by hand") : new Cell.Time(until);
  }
}
