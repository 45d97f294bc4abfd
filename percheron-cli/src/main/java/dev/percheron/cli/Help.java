package dev.percheron.cli;

import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Nearest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help}. */
@Command(
    name = "help",
    description = "Say what the command, or one of its commands, does and takes.")
final class Help implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Which, such as: jobs list.")
  private List<String> words = List.of();

  Help(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var command = spec.root().commandLine();
    for (var word : words) {
      command = named(command, word);
    }
    command.usage(console.out());
    return Exit.DONE;
  }

  private static CommandLine named(CommandLine group, String word) {
    var command = group.getSubcommands().get(word);
    if (command == null) {
      throw new Complaint(
          Exit.USAGE,
          "there is no command '%s'; %s"
              .formatted(word, Nearest.hint(word, group.getSubcommands().keySet())));
    }
    return command;
  }
}
