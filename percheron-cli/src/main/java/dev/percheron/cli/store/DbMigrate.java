package dev.percheron.cli.store;

import dev.percheron.Percheron;
import dev.percheron.PercheronSettings;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.spi.JobStoreProvider.SchemaStatus;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code db migrate}. */
@Command(
    name = "migrate",
    description = "Bring the schema up to date, or make it in an empty or new database.")
final class DbMigrate implements Callable<Integer> {
  private final Console console;
  private final Database database;

  DbMigrate(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    int before = isThere() ? schema().found() : 0;
    database.open(PercheronSettings.DEFAULT.migrating()).close();
    int after = schema().found();
    console.say(
        before == after
            ? "the schema is version %d, nothing to do".formatted(after)
            : "the schema is version %d now, it was %d".formatted(after, before));
    return Exit.DONE;
  }

  private boolean isThere() {
    return database.file().map(Files::exists).orElse(true);
  }

  private SchemaStatus schema() {
    return Percheron.schema(database.url());
  }
}
