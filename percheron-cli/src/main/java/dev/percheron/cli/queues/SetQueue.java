package dev.percheron.cli.queues;

import dev.percheron.api.Queue;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code queues set}. */
@Command(
    name = "set",
    description =
        "Change parts of a queue; what is not named stays. Workers follow while they run.")
final class SetQueue implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Spec private CommandSpec spec;
  @Mixin private Wanted wanted = new Wanted();

  @Parameters(paramLabel = "NAME", description = "Which queue.")
  private String name = "";

  SetQueue(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    if (wanted.isNothing()) {
      throw new ParameterException(
          spec.commandLine(),
          "say what to change: --executor, --concurrency, --option or --keep-succeeded");
    }
    try (var percheron = database.openExisting()) {
      percheron.declare(changed(Known.queue(percheron.operations(), name).queue()));
    }
    wanted.comment(console);
    console.say("queue '%s' is changed".formatted(name));
    return Exit.DONE;
  }

  private Queue changed(Queue queue) {
    try {
      return wanted.applied(queue);
    } catch (IllegalArgumentException e) {
      throw new Complaint(Exit.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
