package dev.percheron.cli.queues;

import dev.percheron.api.Queue;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code queues declare}. */
@Command(
    name = "declare",
    description =
        "Make a queue, or make an existing one exactly so; its jobs stay. Workers follow while they run.")
final class DeclareQueue implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Mixin private Wanted wanted = new Wanted();

  @Parameters(paramLabel = "NAME", description = "Its name.")
  private String name = "";

  DeclareQueue(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    var queue = queue();
    try (var percheron = database.open()) {
      percheron.declare(queue);
    }
    wanted.comment(console);
    console.say(
        "queue '%s' is declared on executor '%s'".formatted(queue.name(), queue.executor()));
    return Exit.DONE;
  }

  private Queue queue() {
    try {
      return wanted.applied(Queue.named(name));
    } catch (IllegalArgumentException e) {
      throw new Complaint(Exit.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
