package dev.percheron.cli;

import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes the command's words in a shell.",
      "Use: source <(percheron completion bash)"
    })
final class Completion implements Callable<Integer> {
  /** Shells that the script is for, as they are typed. */
  enum Shell {
    bash,
    zsh
  }

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SHELL",
      defaultValue = "bash",
      description = "bash or zsh; ${DEFAULT-VALUE} by default.")
  private Shell shell = Shell.bash;

  Completion(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.print(prelude() + AutoComplete.bash("percheron", spec.root().commandLine()));
    return Exit.DONE;
  }

  /** The script is written for bash; zsh runs it once it has learnt bash's way to complete. */
  private String prelude() {
    return switch (shell) {
      case bash -> "";
      case zsh ->
          "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";
    };
  }
}
