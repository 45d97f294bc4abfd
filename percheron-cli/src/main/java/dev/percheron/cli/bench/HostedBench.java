package dev.percheron.cli.bench;

import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.io.IOException;
import java.nio.file.Files;
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
      description = "Write the result as a Markdown page, too.")
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

  private void print(List<Figure> figures, int counted) throws IOException {
    Bench.TABLE.print(console, output.format(console), figures);
    console.say(Setting.here().machine());
    if (page.isPresent()) {
      Files.writeString(page.get(), Page.ofProcesses(figures, Setting.here(), counted));
      console.say("written to " + page.get());
    }
  }

  private static List<Figure> figures(Samples samples, boolean python) {
    var figures = new ArrayList<Figure>();
    double trip = samples.median("trip");
    double rate = samples.median("rate");
    figures.add(
        new Figure(
                "round trip of an empty job, against a pipe",
                "µs",
                trip,
                Optional.of(samples.median("pipe")),
                Optional.empty())
            .atMostTimes(2));
    if (python) {
      figures.add(
          new Figure(
                  "round trip, against ProcessPoolExecutor",
                  "µs",
                  trip,
                  Optional.of(samples.median("python trip")),
                  Optional.empty())
              .atMostTimes(0.5));
      figures.add(
          Figure.rate(
                  "empty jobs, 2 children, against ProcessPoolExecutor",
                  rate,
                  samples.median("python rate"))
              .atLeastTimes(20));
    } else {
      figures.add(alone("empty jobs, 2 children", "1/s", rate));
    }
    figures.add(
        alone("empty jobs through queue and store, 2 children", "1/s", samples.median("stored")));
    figures.add(alone("first job after a cold start", "ms", samples.median("cold")).below(500));
    figures.add(alone("slot back after a kill", "ms", samples.median("no spare")).below(700));
    figures.add(alone("memory of an idle child", "MiB", samples.median("memory")));
    return figures;
  }

  private static Figure alone(String what, String unit, double value) {
    return new Figure(what, unit, value, Optional.empty(), Optional.empty());
  }
}
