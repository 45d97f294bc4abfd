package dev.percheron.cli.bench;

import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench process}. */
@Command(
    name = "process",
    description =
        "Measure child JVMs: round trip, throughput, first job, replacement; beside two JVMs on a"
            + " pipe and, when python3 is there, its ProcessPoolExecutor.")
public final class HostedBench implements Callable<Integer> {
  private static final String EMPTY_JOBS = "empty jobs, 2 children";

  private final Console console;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Counted rounds after one to warm up; medians are shown. Default: 5.")
  private int rounds = 5;

  @Option(names = "--quick", description = "One small round: whether it works, no more.")
  private boolean quick;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the result into its section of this Markdown page, too.")
  private Optional<Path> page = Optional.empty();

  @Mixin private Output output = new Output();

  /** Prints to {@code console}. */
  public HostedBench(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (rounds < 1) {
      throw new Complaint(Exit.USAGE, "--rounds is at least 1, was " + rounds);
    }
    var samples = new Samples();
    int counted = quick ? 1 : rounds;
    var python = Python.found();
    try (var scratch = Scratch.below(Path.of(System.getProperty("java.io.tmpdir")))) {
      var measures = new HostedRounds(scratch, quick ? 300 : 5_000, python);
      for (int round = 0; round <= counted; round++) {
        console.say(round == 0 ? "warming up" : "round %d of %d".formatted(round, counted));
        measures.run(samples);
      }
    }
    print(figures(samples, python.isPresent()), counted);
    return Exit.DONE;
  }

  private void print(List<Figure> figures, int counted) {
    Bench.TABLE.print(console, output.format(console), figures);
    console.say(Setting.here().machine());
    if (page.isPresent()) {
      Section.write(page.get(), "process", Page.ofProcesses(figures, Setting.here(), counted));
      console.say("written to " + page.get());
    }
  }

  private static List<Figure> figures(Samples samples, boolean python) {
    var figures = new ArrayList<Figure>();
    figures.add(roundTrip("round trip of an empty job, against a pipe", samples, "pipe", 2));
    if (python) {
      figures.add(
          roundTrip("round trip, against ProcessPoolExecutor", samples, "python trip", 0.5));
    }
    figures.add(python ? besidePython(samples) : alone(EMPTY_JOBS, "1/s", samples, "rate"));
    figures.add(
        Figure.rate(
            "empty jobs through queue and store, 2 children, against virtual",
            samples.median("stored"),
            samples.median("drained")));
    figures.addAll(waits(samples));
    figures.add(alone("memory of an idle child", "MiB", samples, "memory"));
    return figures;
  }

  private static Figure roundTrip(String what, Samples samples, String raw, double most) {
    var limit = Optional.of(samples.median(raw));
    return new Figure(what, "µs", samples.median("trip"), limit, Optional.empty())
        .atMostTimes(most);
  }

  private static Figure besidePython(Samples samples) {
    return Figure.rate(
            EMPTY_JOBS + ", against ProcessPoolExecutor",
            samples.median("rate"),
            samples.median("python rate"))
        .atLeastTimes(20);
  }

  private static List<Figure> waits(Samples samples) {
    return List.of(
        alone("first job after a cold start, with the cache", "ms", samples, "cold").below(500),
        alone("first job after a cold start, no cache", "ms", samples, "cold, no cache"),
        alone("slot back after a child's death, a spare", "ms", samples, "spare").below(100),
        alone("slot back after a child's death, no spare", "ms", samples, "no spare").below(700));
  }

  private static Figure alone(String what, String unit, Samples samples, String measure) {
    return new Figure(what, unit, samples.median(measure), Optional.empty(), Optional.empty());
  }
}
