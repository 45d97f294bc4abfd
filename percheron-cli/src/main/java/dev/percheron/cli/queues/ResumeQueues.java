package dev.percheron.cli.queues;

import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queues resume}. */
@Command(name = "resume", description = "Let jobs of paused queues start again.")
final class ResumeQueues implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Which queues.")
  private List<String> names = List.of();

  ResumeQueues(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    try (var percheron = database.openExisting()) {
      var operations = percheron.operations();
      names.forEach(name -> Known.queue(operations, name));
      names.forEach(operations::resume);
    }
    console.say(String.join(", ", names) + ": goes on");
    return Exit.DONE;
  }
}
