package dev.percheron.cli.jobs;

import dev.percheron.Operations;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.cli.jobs.Change.Result;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs cancel}. */
@Command(
    name = "cancel",
    description = "Cancel jobs that wait; have running ones stopped by their worker.")
final class CancelJobs implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Mixin
  private Changing changing =
      new Changing(
          new Change(
              "cancel",
              "cancelled",
              JobState.unfinished(),
              JobState.unfinished(),
              false,
              CancelJobs::cancel));

  CancelJobs(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    return changing.run(console, database);
  }

  private static Result cancel(Operations operations, JobId job) {
    return switch (operations.cancel(job, "cancelled on the command line")) {
      case CANCELLED -> Result.DONE;
      case REQUESTED -> Result.REQUESTED;
      case ENDED -> Result.REFUSED;
      case NOT_FOUND -> Result.NOT_FOUND;
    };
  }
}
