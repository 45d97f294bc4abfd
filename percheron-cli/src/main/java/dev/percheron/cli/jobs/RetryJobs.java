package dev.percheron.cli.jobs;

import dev.percheron.Operations;
import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.cli.jobs.Change.Result;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Console;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs retry}. */
@Command(
    name = "retry",
    description =
        "Make jobs that failed, were cancelled or expired ready again, with their attempts forgiven.")
final class RetryJobs implements Callable<Integer> {
  private static final EnumSet<JobState> ENDED_BADLY =
      EnumSet.of(JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED);

  private final Console console;
  private final Database database;

  @Mixin
  private Changing changing =
      new Changing(
          new Change(
              "retry", "ready", ENDED_BADLY, EnumSet.of(JobState.FAILED), false, RetryJobs::retry));

  RetryJobs(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    return changing.run(console, database);
  }

  private static Result retry(Operations operations, JobId job) {
    return result(operations.retry(job));
  }

  static Result result(ChangeAnswer answer) {
    return switch (answer) {
      case DONE -> Result.DONE;
      case REFUSED -> Result.REFUSED;
      case NOT_FOUND -> Result.NOT_FOUND;
    };
  }
}
