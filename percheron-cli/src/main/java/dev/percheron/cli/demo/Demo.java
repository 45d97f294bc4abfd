package dev.percheron.cli.demo;

import dev.percheron.Percheron;
import dev.percheron.api.Durations;
import dev.percheron.cli.hostile.HostileDemo;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Format;
import dev.percheron.cli.talk.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code demo}. */
@Command(
    name = "demo",
    description = {
      "Run real jobs on a directory: digest every file, compress every directory, read the largest"
          + " files asynchronously, and watch a few jobs misbehave.",
      "Exit code: 0 when every job ended as it should, 1 when one did not."
    })
public final class Demo implements Callable<Integer> {
  /** Set by the launcher: where the checkout is. */
  private static final String HOME = "percheron.home";

  /**
   * Not looked into in our own tree: what others made there. In a directory that is named, all is.
   */
  private static final Set<String> NO_SOURCES = Set.of(".git", "target");

  private static final int MOST_SAID = 10;

  private final Console console;
  private final Database database;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description =
          "The directory; otherwise the source tree of Percheron, without .git and target.")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--keep",
      paramLabel = "FILE",
      description = "Keep the jobs in this SQLite file; otherwise they are in a temporary one.")
  private Optional<Path> keep = Optional.empty();

  @Option(
      names = "--hostile",
      description =
          "Instead: jobs that hurt the process they run in, on four executors, and what becomes of"
              + " them.")
  private boolean hostile;

  @Option(names = "--json", description = "Print all digests and the summary as JSON.")
  private boolean json;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10m",
      description = "Give up after this time; ${DEFAULT-VALUE} by default.")
  private Duration timeout = Duration.ofMinutes(10);

  /** On this console; the database only if one is named on the command line. */
  public Demo(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (hostile) {
      return hostile();
    }
    var root = root();
    try (var place = Place.chosen(keep, database)) {
      var report = run(root, place);
      print(report);
      if (!json) {
        sayWhatIsNext(place);
      }
      return report.isAsItShould() ? Exit.DONE : Exit.FAILED;
    }
  }

  private int hostile() throws InterruptedException {
    if (directory.isPresent()) {
      throw new Complaint(Exit.USAGE, "--hostile takes no DIR: its jobs look at no files");
    }
    var format = console.terminal().out() ? Format.TABLE : Format.TABS;
    try (var place = Place.chosen(keep, database)) {
      return new HostileDemo(console, place.url(), json ? Format.JSON : format, timeout).run();
    }
  }

  private Report run(Path root, Place place) throws InterruptedException {
    var begin = console.time().instant();
    try (var percheron = Percheron.open(place.url())) {
      Arrays.stream(Part.values()).map(Part::declaration).forEach(percheron::declare);
      var tree = Tree.of(root, directory.isPresent() ? Set.of() : NO_SOURCES, place.own());
      console.say(
          "%d files and %d directories in %s"
              .formatted(tree.files().size(), tree.directories().size(), root));
      var ended = worked(percheron, tree, place);
      var elapsed = Duration.between(begin, console.time().instant());
      return Report.of(percheron.operations(), tree, ended, elapsed);
    }
  }

  @SuppressWarnings("try") // the worker has only to be there
  private List<Ended> worked(Percheron percheron, Tree tree, Place place)
      throws InterruptedException {
    var awaiting = new Awaiting(console, timeout);
    var queues = Arrays.stream(Part.values()).map(Part::queue).toArray(String[]::new);
    var worker =
        percheron.worker().name("demo").queues(queues).grace(Duration.ZERO).listen(awaiting);
    try (var running = worker.start()) {
      var pushed = new Pushing(percheron, tree, place.own()).pushAll();
      awaiting.cancelOne(percheron.operations(), pushed);
      return awaiting.all(percheron.operations(), pushed);
    }
  }

  private Path root() {
    var wanted = directory.orElseGet(() -> Path.of(System.getProperty(HOME, "")));
    if (Files.notExists(wanted)) {
      throw new Complaint(Exit.NOT_FOUND, "there is no directory %s".formatted(wanted));
    } else if (!Files.isDirectory(wanted)) {
      throw new Complaint(
          Exit.USAGE, "%s is no directory; name the one it is in".formatted(wanted));
    }
    try {
      return wanted.toRealPath();
    } catch (IOException e) {
      throw new Complaint(Exit.FAILED, "the directory %s cannot be read: %s".formatted(wanted, e));
    }
  }

  private void print(Report report) {
    if (json) {
      console.print(Json.text(report.json()));
    } else {
      QueueLine.TABLE.print(
          console, console.terminal().out() ? Format.TABLE : Format.TABS, report.lines());
    }
    console.out().flush();
    say("skipped ", report.tree().skipped());
    say("", report.wrong());
    console.say(
        "%d jobs in %s: %s"
            .formatted(
                report.ended().size(),
                Durations.shown(report.elapsed()),
                report.isAsItShould()
                    ? "every job ended as it should (the misfits failed on purpose)"
                    : report.wrong().size() + " did not end as they should"));
  }

  private void say(String before, List<String> sentences) {
    sentences.stream().limit(MOST_SAID).forEach(sentence -> console.say(before + sentence));
    if (sentences.size() > MOST_SAID) {
      console.say("… and " + (sentences.size() - MOST_SAID) + " more");
    }
  }

  private void sayWhatIsNext(Place place) {
    console.say("");
    if (place.temporary()) {
      console.say("Keep the jobs, then look at them:");
      console.say("  ./percheron demo --keep demo.db");
      next("jdbc:sqlite:demo.db");
    } else {
      console.say("Look at the jobs:");
      next(place.url());
    }
  }

  private void next(String url) {
    console.say("  ./percheron jobs list --state failed --db " + url);
    console.say("  ./percheron jobs show ID --db " + url);
    console.say("  ./percheron queues list --db " + url);
  }
}
