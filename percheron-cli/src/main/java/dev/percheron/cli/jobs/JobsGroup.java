package dev.percheron.cli.jobs;

import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code jobs …}. */
@Command(
    name = "jobs",
    synopsisSubcommandLabel = "COMMAND",
    description = "List jobs, look into one, follow them, retry, cancel or delete them.")
public final class JobsGroup {
  private JobsGroup() {}

  /** The group with its commands. */
  public static CommandLine on(Console console, Database database) {
    return new CommandLine(new JobsGroup())
        .addSubcommand(new ListJobs(console, database))
        .addSubcommand(new ShowJob(console, database))
        .addSubcommand(new WatchJobs(console, database))
        .addSubcommand(new StackOfJob(console, database))
        .addSubcommand(new RetryJobs(console, database))
        .addSubcommand(new CancelJobs(console, database))
        .addSubcommand(new DeleteJobs(console, database));
  }
}
