package dev.percheron.cli.worker;

import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code workers …}. */
@Command(
    name = "workers",
    synopsisSubcommandLabel = "COMMAND",
    description = "List the workers that are known, or have them end.")
public final class WorkersGroup {
  private WorkersGroup() {}

  /** The group with its commands. */
  public static CommandLine on(Console console, Database database) {
    return new CommandLine(new WorkersGroup())
        .addSubcommand(new ListWorkers(console, database))
        .addSubcommand(new DrainWorkers(console, database));
  }
}
