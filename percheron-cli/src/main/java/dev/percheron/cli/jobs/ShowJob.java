package dev.percheron.cli.jobs;

import dev.percheron.api.JobId;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobs show}. */
@Command(
    name = "show",
    description = "Show everything about one job: attempts, failures, log, arguments, result.")
final class ShowJob implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "ID", description = "The job.")
  private JobId id = new JobId(1);

  ShowJob(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    try (var percheron = database.openExisting()) {
      var operations = percheron.operations();
      var story =
          new JobStory(Known.job(operations, id), operations.attempts(id), operations.log(id));
      if (output.isJson()) {
        console.print(Json.text(story.json()));
      } else {
        new JobPage(console).print(story);
      }
    }
    return Exit.DONE;
  }
}
