package dev.percheron.cli.store;

import dev.percheron.Percheron;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Column;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Format;
import dev.percheron.cli.talk.Json;
import dev.percheron.cli.talk.Table;
import dev.percheron.spi.JobStoreProvider.SchemaStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code db status}. */
@Command(
    name = "status",
    description =
        "Say which schema the database has and which this version wants. Exit code: 0 they are the same, 1 they are not.")
final class DbStatus implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Mixin private Output output = new Output();

  DbStatus(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    database.checkExists();
    var schema = Percheron.schema(database.url());
    var state = SchemaState.of(schema);
    print(schema);
    if (!state.advice().isEmpty()) {
      console.say(state.advice());
    }
    return state == SchemaState.CURRENT ? Exit.DONE : Exit.FAILED;
  }

  private void print(SchemaStatus schema) {
    var table =
        new Table<SchemaStatus>(
            new Column<>("database", s -> Cell.text(database.url())),
            new Column<>("found", s -> Cell.number(s.found())),
            new Column<>("known", s -> Cell.number(s.known())),
            new Column<>("schema", s -> Cell.text(SchemaState.of(s).word())));
    var format = output.format(console);
    if (format == Format.JSON) {
      console.print(Json.text(table.json(schema)));
    } else {
      table.print(console, format, List.of(schema));
    }
  }
}
