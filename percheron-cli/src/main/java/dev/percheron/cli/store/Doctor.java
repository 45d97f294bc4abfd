package dev.percheron.cli.store;

import dev.percheron.Percheron;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Column;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Format;
import dev.percheron.cli.talk.Shown;
import dev.percheron.cli.talk.Style;
import dev.percheron.cli.talk.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description =
        "Look for what is wrong, and say what to do about it. Exit code: 0 all is well, 1 something is wrong.")
public final class Doctor implements Callable<Integer> {
  private static final Table<Finding> TABLE =
      new Table<>(
          new Column<>("finding", f -> Cell.text(f.weight().name().toLowerCase(Locale.ROOT))),
          new Column<>("what", f -> Cell.text(f.what())),
          new Column<>("advice", f -> Cell.text(f.advice())));

  private final Console console;
  private final Database database;

  @Mixin private Output output = new Output();

  @Option(
      names = "--max-wait",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description = "A job that has been ready for longer is wrong; ${DEFAULT-VALUE} by default.")
  private Duration patience = Duration.ofMinutes(5);

  /** On this console and database. */
  public Doctor(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    database.checkExists();
    var findings = findings();
    var format = output.format(console);
    if (format == Format.TABLE) {
      findings.forEach(this::tell);
    } else {
      TABLE.print(console, format, findings);
    }
    return findings.stream().anyMatch(Finding::isWrong) ? Exit.FAILED : Exit.DONE;
  }

  private List<Finding> findings() {
    var schema = SchemaState.of(Percheron.schema(database.url()));
    if (schema != SchemaState.CURRENT) {
      return List.of(Finding.wrong("the schema is " + schema.word(), schema.advice()));
    }
    try (var percheron = database.openExisting()) {
      return new Examination(percheron.operations(), console.time().instant(), patience).findings();
    }
  }

  private void tell(Finding finding) {
    var style = console.outStyle();
    console.print(mark(finding, style) + " " + Shown.line(finding.what()));
    if (!finding.advice().isEmpty()) {
      console.print("  " + style.dim("→ " + Shown.line(finding.advice())));
    }
  }

  private static String mark(Finding finding, Style style) {
    return switch (finding.weight()) {
      case GOOD -> style.good("✓");
      case NOTE -> style.notable("•");
      case WRONG -> style.bad("✗");
    };
  }
}
