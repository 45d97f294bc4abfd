package dev.percheron.cli.store;

import dev.percheron.Percheron;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code db sql}. */
@Command(
    name = "sql",
    description = "Print the SQL of the schema, for those who run migrations themselves.")
final class DbSql implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Option(
      names = "--from",
      paramLabel = "VERSION",
      defaultValue = "0",
      description = "Only what follows this version; 0 is an empty database.")
  private int from;

  DbSql(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    if (from < 0) {
      throw new Complaint(Exit.USAGE, "--from is 0 or more, was " + from);
    }
    console.print(Percheron.migrationSql(database.url(), from).stripTrailing());
    return Exit.DONE;
  }
}
