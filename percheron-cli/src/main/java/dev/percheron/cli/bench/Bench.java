package dev.percheron.cli.bench;

import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Column;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}. */
@Command(
    name = "bench",
    description =
        "Measure pushing, draining and latency on SQLite (synchronous=FULL), each beside the raw"
            + " limit of the same driver in the same run.")
public final class Bench implements Callable<Integer> {
  static final Table<Figure> TABLE =
      new Table<>(
          new Column<>("measure", figure -> Cell.text(figure.what())),
          new Column<>("unit", figure -> Cell.text(figure.unit())),
          new Column<>("percheron", figure -> new Cell.Rate(figure.percheron())),
          new Column<>("raw", figure -> figure.raw().<Cell>map(Cell.Rate::new).orElse(Cell.none())),
          new Column<>("ratio", figure -> Cell.text(ratio(figure))),
          new Column<>("target", figure -> Cell.text(words(figure))),
          new Column<>("result", figure -> Cell.text(result(figure))));

  /** The JVM has compiled what a drain needs after a few hundred thousand jobs, not before. */
  private static final int WARM_UP = 3;

  private final Console console;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Counted rounds after three to warm up; medians are shown. Default: 7.")
  private int rounds = 7;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many jobs are drained in a round. Default: 100000.")
  private int jobs = 100_000;

  @Option(names = "--quick", description = "One round of 10,000 jobs: whether it works, no more.")
  private boolean quick;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description = "Where the files are made: the disk that is measured. Default: this folder.")
  private Path where = Path.of("");

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the result into the section of a Markdown page, too; the rest stays.")
  private Optional<Path> page = Optional.empty();

  @Mixin private Output output = new Output();

  /** Prints to {@code console}. */
  public Bench(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || jobs < 1_000) {
      throw new Complaint(
          Exit.USAGE,
          "--rounds is at least 1 and --jobs at least 1000, were %d and %d"
              .formatted(rounds, jobs));
    }
    var figures = quick ? measure(1, 1, Math.min(jobs, 10_000)) : measure(WARM_UP, rounds, jobs);
    TABLE.print(console, output.format(console), figures);
    console.say(Setting.here().sentence());
    if (page.isPresent()) {
      write(page.get(), figures);
    }
    return Exit.DONE;
  }

  private List<Figure> measure(int warmUp, int counted, int count) throws Exception {
    var samples = new Samples(warmUp);
    try (var scratch = Scratch.below(where.toAbsolutePath())) {
      var measures = new Rounds(scratch, count, Math.max(400, count / 25), quick ? 50 : 300);
      for (int round = 1 - warmUp; round <= counted; round++) {
        console.say(round <= 0 ? "warming up" : "round %d of %d".formatted(round, counted));
        measures.run(round, samples);
      }
      console.say("in memory");
      for (int round = 1 - warmUp; round <= counted; round++) {
        measures.runInMemory(samples);
      }
    }
    return Rounds.figures(samples);
  }

  private void write(Path file, List<Figure> figures) {
    var text = Page.of(figures, Setting.here(), quick ? 1 : rounds);
    Section.write(file, "sqlite", text);
    console.say("written to " + file);
  }

  static String ratio(Figure figure) {
    return figure
        .raw()
        .map(raw -> String.format(Locale.ROOT, "%.2f", figure.percheron() / raw))
        .orElse("");
  }

  static String words(Figure figure) {
    return figure.target().map(Figure.Target::words).orElse("");
  }

  static String result(Figure figure) {
    return figure.target().map(target -> target.met() ? "met" : "missed").orElse("");
  }
}
