package dev.percheron.cli.hostile;

import dev.percheron.Percheron;
import dev.percheron.api.Durations;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * {@code demo --hostile}: every behaviour on every executor.
 *
 * @param console where it prints
 * @param url of its database
 * @param format of the table
 * @param timeout when it gives up
 */
public record HostileDemo(Console console, String url, Format format, Duration timeout) {
  private static final Path SHELL = Path.of("/bin/sh");

  /** Runs it; returns the exit code. */
  public int run() throws InterruptedException {
    if (!Files.isExecutable(SHELL)) {
      throw new Complaint(
          Exit.REFUSED, "the hostile programs are scripts, and there is no " + SHELL + " here");
    }
    var begin = console.time().instant();
    var rows = rows();
    Row.TABLE.print(console, format, rows);
    console.out().flush();
    long wrong = rows.stream().filter(row -> !row.isRight()).count();
    console.say(
        "%d hostile jobs in %s: %s"
            .formatted(
                rows.size(),
                Durations.shown(Duration.between(begin, console.time().instant())),
                wrong == 0
                    ? "every one ended as it should"
                    : wrong + " did not end as they should"));
    console.say("'lost' means that the worker died with the job and another one rescued it");
    return wrong == 0 ? Exit.DONE : Exit.FAILED;
  }

  private List<Row> rows() throws InterruptedException {
    var folder = folder();
    try (var percheron = Percheron.open(url)) {
      return new ArrayList<>(played(percheron.handlers(HostileJobs.class), folder));
    } finally {
      delete(folder);
    }
  }

  @SuppressWarnings("try") // the worker has only to be there
  private List<Row> played(Percheron percheron, Path folder) throws InterruptedException {
    var deadline = console.time().instant().plus(timeout);
    var stage = new Stage(percheron, url, new Marks(folder), console.time(), deadline);
    var hosted = List.of(new HostedLane(stage, "process"), new HostedLane(stage, "command"));
    var shared = List.of(new SharedLane(stage, "virtual"), new SharedLane(stage, "threads"));
    hosted.forEach(lane -> percheron.declare(lane.queue()));
    shared.forEach(lane -> lane.queues().forEach(percheron::declare));
    var ours = hosted.stream().map(lane -> lane.queue().name()).toArray(String[]::new);
    var worker =
        percheron
            .worker()
            .name("demo")
            .queues(ours)
            .lease(Duration.ofSeconds(5))
            .grace(Duration.ZERO);
    console.say(
        "%d behaviours on 4 executors; this takes less than a minute"
            .formatted(Behaviour.values().length));
    try (var running = worker.start()) {
      var lanes = Stream.<Callable<List<Row>>>concat(hosted.stream(), shared.stream()).toList();
      return all(lanes);
    }
  }

  private static List<Row> all(List<Callable<List<Row>>> lanes) throws InterruptedException {
    var rows = new ArrayList<Row>();
    try (var threads = Executors.newFixedThreadPool(lanes.size())) {
      for (var lane : threads.invokeAll(lanes)) {
        rows.addAll(lane.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Complaint complaint
          ? complaint
          : new IllegalStateException(e.getCause());
    }
    rows.sort(Comparator.comparing(Row::behaviour));
    return rows;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("percheron-hostile-");
    } catch (IOException e) {
      throw new Complaint(Exit.FAILED, "no temporary folder can be made: " + e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // it is in the folder for temporary files: the system clears it away
    }
  }
}
