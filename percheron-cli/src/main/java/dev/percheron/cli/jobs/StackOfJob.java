package dev.percheron.cli.jobs;

import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs stack}. */
@Command(
    name = "stack",
    description =
        "Show where a running job is: its worker, wherever that is, is asked for the stack of its thread. Exit code: 3 no such job, 4 it does not run, 124 no answer.")
final class StackOfJob implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Parameters(paramLabel = "ID", description = "The job.")
  private JobId id = new JobId(1);

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Give up after this time; ${DEFAULT-VALUE} by default.",
      defaultValue = "10s")
  private Duration timeout = Duration.ofSeconds(10);

  StackOfJob(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var percheron = database.openExisting()) {
      var operations = percheron.operations();
      var job = Known.job(operations, id);
      if (job.state() != JobState.RUNNING) {
        throw new Complaint(
            Exit.REFUSED, "job %s does not run: it is %s".formatted(id, job.state()));
      }
      var stack = operations.stack(id, timeout);
      stack.ifPresentOrElse(
          text -> console.print(text.stripTrailing()),
          () -> console.say("its worker did not answer; is it alive? percheron workers list"));
      return stack.isPresent() ? Exit.DONE : Exit.TIMED_OUT;
    }
  }
}
