package dev.percheron.cli.queues;

import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.talk.Ago;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code queues pause}. */
@Command(
    name = "pause",
    description = "Let no more jobs of queues start, in any worker; what runs goes on.")
final class PauseQueues implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Which queues.")
  private List<String> names = List.of();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Go on by itself after this time.")
  private Optional<Duration> length = Optional.empty();

  @Option(names = "--until", paramLabel = "TIME", description = "Go on by itself at this moment.")
  private Optional<Instant> until = Optional.empty();

  PauseQueues(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() {
    var end = end();
    try (var percheron = database.openExisting()) {
      var operations = percheron.operations();
      names.forEach(name -> Known.queue(operations, name));
      names.forEach(name -> operations.pause(name, end));
    }
    console.say("%s: paused, %s".formatted(String.join(", ", names), resumes(end)));
    return Exit.DONE;
  }

  private Instant end() {
    var now = console.time().instant();
    if (length.isPresent() && until.isPresent()) {
      throw new ParameterException(spec.commandLine(), "give --for or --until, not both");
    } else if (until.isPresent() && !until.orElseThrow().isAfter(now)) {
      throw new ParameterException(spec.commandLine(), "--until is a moment that is still to come");
    }
    return length.map(now::plus).or(() -> until).orElse(Instant.MAX);
  }

  private String resumes(Instant end) {
    return end.equals(Instant.MAX)
        ? "until: percheron queues resume " + names.getFirst()
        : "goes on " + Ago.of(end, console.time().instant());
  }
}
