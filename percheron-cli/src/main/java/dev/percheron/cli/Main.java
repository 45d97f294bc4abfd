package dev.percheron.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The {@code percheron} command: reads the arguments, runs one subcommand, ends with its exit code.
 */
@Command(name = "percheron", subcommands = Main.Version.class)
public final class Main {

  private Main() {}

  /** Runs the command and ends this process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Command(name = "version", description = "Print the version.")
  static final class Version implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().getOut().println(version());
      return 0;
    }

    private static String version() {
      var version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }
  }
}
