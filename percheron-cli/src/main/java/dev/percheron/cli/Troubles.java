package dev.percheron.cli;

import dev.percheron.api.AwaitTimeout;
import dev.percheron.api.JobNotFound;
import dev.percheron.api.JobRefused;
import dev.percheron.api.PercheronException;
import dev.percheron.api.SchemaMismatch;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said when a command cannot be read or cannot be done: one line, no stack. */
final class Troubles implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Console console;
  private final Database database;

  Troubles(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    var command = wrong.getCommandLine();
    complain(
        wrong.getMessage()
            + meant(wrong, command).map(word -> "; did you mean '" + word + "'?").orElse(""));
    console.say("try: " + command.getCommandSpec().qualifiedName() + " --help");
    showStack(wrong);
    return Exit.USAGE;
  }

  @Override
  public int handleExecutionException(Exception trouble, CommandLine command, ParseResult result)
      throws Exception {
    if (trouble instanceof ParameterException wrong) {
      return handleParseException(wrong, new String[0]);
    }
    complain(message(trouble));
    showStack(trouble);
    if (trouble instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return exitCode(trouble);
  }

  private static int exitCode(Exception trouble) {
    return switch (trouble) {
      case Complaint complaint -> complaint.exitCode();
      case StoreUnavailable unreachable -> Exit.UNREACHABLE;
      case SchemaMismatch mismatch -> Exit.UNREACHABLE;
      case JobNotFound missing -> Exit.NOT_FOUND;
      case JobRefused refused -> Exit.REFUSED;
      case AwaitTimeout late -> Exit.TIMED_OUT;
      case InterruptedException interrupted -> Exit.INTERRUPTED;
      default -> Exit.FAILED;
    };
  }

  private String message(Exception trouble) {
    return switch (trouble) {
      case Complaint complaint -> String.valueOf(complaint.getMessage());
      case InterruptedException interrupted -> "interrupted";
      case SchemaMismatch mismatch -> migrating(String.valueOf(mismatch.getMessage()));
      case PercheronException known -> String.valueOf(known.getMessage());
      default -> "unexpected: " + trouble + (database.isDebug() ? "" : "; --debug shows where");
    };
  }

  private static String migrating(String message) {
    return message.contains("db migrate") ? message : message + "; see: percheron db status";
  }

  private void complain(String message) {
    console.say("percheron: " + message);
  }

  /** What is typed instead of an unknown command or option. */
  private static Optional<String> meant(ParameterException wrong, CommandLine command) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    var typed = unmatched.getUnmatched().getFirst();
    List<String> known = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
    known.addAll(command.getSubcommands().keySet());
    return Nearest.to(typed, known);
  }

  private void showStack(Exception trouble) {
    if (database.isDebug()) {
      trouble.printStackTrace(console.err());
      console.err().flush();
    }
  }
}
