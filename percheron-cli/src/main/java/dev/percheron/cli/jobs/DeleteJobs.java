package dev.percheron.cli.jobs;

import dev.percheron.Operations;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.cli.jobs.Change.Result;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Console;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs delete}. */
@Command(
    name = "delete",
    description =
        "Delete jobs that do not run, with all that is known of them. By filter: those that have ended, unless --state says otherwise.")
final class DeleteJobs implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Mixin
  private Changing changing =
      new Changing(
          new Change(
              "delete",
              "deleted",
              EnumSet.complementOf(EnumSet.of(JobState.RUNNING)),
              EnumSet.of(JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED),
              true,
              DeleteJobs::delete));

  DeleteJobs(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    return changing.run(console, database);
  }

  private static Result delete(Operations operations, JobId job) {
    return RetryJobs.result(operations.delete(job));
  }
}
