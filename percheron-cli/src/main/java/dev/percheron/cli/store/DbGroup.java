package dev.percheron.cli.store;

import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code db …}. */
@Command(
    name = "db",
    synopsisSubcommandLabel = "COMMAND",
    description = "Look at the database's schema, bring it up to date, print its SQL.")
public final class DbGroup {
  private DbGroup() {}

  /** The group with its commands. */
  public static CommandLine on(Console console, Database database) {
    return new CommandLine(new DbGroup())
        .addSubcommand(new DbStatus(console, database))
        .addSubcommand(new DbMigrate(console, database))
        .addSubcommand(new DbSql(console, database));
  }
}
