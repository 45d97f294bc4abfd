package dev.percheron.cli.schedules;

import dev.percheron.cli.talk.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code schedules …}. */
@Command(
    name = "schedules",
    synopsisSubcommandLabel = "COMMAND",
    description = "See when a cron expression or a trigger is due.")
public final class SchedulesGroup {
  private SchedulesGroup() {}

  /** The group with its commands. */
  public static CommandLine on(Console console) {
    return new CommandLine(new SchedulesGroup()).addSubcommand(new NextTimes(console));
  }
}
