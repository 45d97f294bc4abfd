package dev.percheron.cli.queues;

import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code queues …}. */
@Command(
    name = "queues",
    synopsisSubcommandLabel = "COMMAND",
    description = "List queues, declare them, change them, pause and resume them.")
public final class QueuesGroup {
  private QueuesGroup() {}

  /** The group with its commands. */
  public static CommandLine on(Console console, Database database) {
    return new CommandLine(new QueuesGroup())
        .addSubcommand(new ListQueues(console, database))
        .addSubcommand(new DeclareQueue(console, database))
        .addSubcommand(new SetQueue(console, database))
        .addSubcommand(new PauseQueues(console, database))
        .addSubcommand(new ResumeQueues(console, database));
  }
}
