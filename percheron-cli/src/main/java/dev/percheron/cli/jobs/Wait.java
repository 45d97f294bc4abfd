package dev.percheron.cli.jobs;

import dev.percheron.Operations;
import dev.percheron.api.Job;
import dev.percheron.api.JobId;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wait}. */
@Command(
    name = "wait",
    description =
        "Wait until jobs have ended. Exit code: 0 all succeeded, 1 one did not, 3 no such job, 124 timed out.")
public final class Wait implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The jobs.")
  private List<JobId> ids = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Give up after this time; without it, wait for as long as it takes.")
  private Optional<Duration> timeout = Optional.empty();

  /** On this console and database. */
  public Wait(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var percheron = database.openExisting()) {
      var operations = percheron.operations();
      ids.forEach(id -> Known.job(operations, id));
      var ended = await(operations);
      JobColumns.LIST.print(console, output.format(console), ended);
      int code = Endings.exitCode(ended);
      if (code == Exit.TIMED_OUT) {
        console.say("time is over, and not all have ended; they go on: percheron jobs watch");
      }
      return code;
    }
  }

  private List<Job> await(Operations operations) throws InterruptedException {
    var deadline = new Deadline(console.time(), timeout);
    var jobs = new ArrayList<Job>();
    for (var id : ids) {
      jobs.add(operations.await(id, deadline.left()));
    }
    return jobs;
  }
}
