package dev.percheron.cli.jobs;

import dev.percheron.api.Job;
import dev.percheron.api.JobId;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobs list}. */
@Command(name = "list", description = "List jobs, newest first.")
final class ListJobs implements Callable<Integer> {
  private static final int MOST = 1_000_000;

  private final Console console;
  private final Database database;

  @Spec private CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private Which which = new Which();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many; ${DEFAULT-VALUE} by default.")
  private int limit;

  @Option(
      names = "--before",
      paramLabel = "ID",
      description = "Only those with smaller ids: the next page.")
  private Optional<JobId> before = Optional.empty();

  ListJobs(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--limit is 1 to %d, was %d".formatted(MOST, limit));
    }
    try (var percheron = database.openExisting()) {
      var operations = percheron.operations();
      which.check(operations);
      var jobs = new ArrayList<Job>();
      which.each(operations, which.states(), before, limit, jobs::addAll);
      JobColumns.LIST.print(console, output.format(console), jobs);
      if (jobs.isEmpty()) {
        which.sayNone(console, operations);
      } else if (jobs.size() == limit && console.terminal().out()) {
        console.say("there may be more: --before " + jobs.getLast().id());
      }
    }
    return Exit.DONE;
  }
}
