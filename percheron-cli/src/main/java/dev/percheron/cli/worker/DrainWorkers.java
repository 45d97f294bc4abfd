package dev.percheron.cli.worker;

import dev.percheron.api.WorkerId;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code workers drain}. */
@Command(
    name = "drain",
    description =
        "Ask workers, wherever they are, to take no more jobs, let those end that run, and end. Exit code: 0 all were asked, 3 one is not alive.")
final class DrainWorkers implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "The workers, as 'percheron workers list' shows them.")
  private List<Long> ids = List.of();

  DrainWorkers(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    try (var percheron = database.openExisting()) {
      var gone = new ArrayList<Long>(ids);
      gone.removeIf(id -> percheron.operations().drain(new WorkerId(id)));
      gone.forEach(id ->
          console.say(
              "there is no worker %d alive; those that are: percheron workers list".formatted(id)));
      console.say(
          "%d asked to end; watch them go: percheron workers list"
              .formatted(ids.size() - gone.size()));
      return gone.isEmpty() ? Exit.DONE : Exit.NOT_FOUND;
    }
  }
}
