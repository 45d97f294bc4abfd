package dev.percheron.exec.process;

import dev.percheron.api.Names;
import dev.percheron.api.Queue;
import dev.percheron.json.PlainJson;
import dev.percheron.spi.ExecutorOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a queue says about its commands.
 *
 * @param permission what its jobs may run
 * @param directory where it works
 * @param passed the names of the worker's environment that it sees
 * @param settable the names of the environment that a job may set
 * @param result what its standard output is
 * @param outputLimit how many bytes of output are kept
 * @param exitCodes what they mean
 * @param killGrace how long after the request to terminate the kill comes
 */
record CommandSettings(
    Permission permission,
    Optional<Path> directory,
    Set<String> passed,
    Set<String> settable,
    Result result,
    int outputLimit,
    ExitCodes exitCodes,
    Duration killGrace) {
  /** What standard output is. */
  enum Result {
    /** The result, as a text. */
    TEXT,
    /** The result, as JSON. */
    JSON,
    /** Lines of the log. */
    LOG
  }

  private static final Set<String> KNOWN =
      Set.of(
          "command",
          "allow",
          "directory",
          "environment",
          "job-environment",
          "result",
          "output-limit",
          "exit-codes",
          "kill-grace");
  private static final int MEBI = 1 << 20;

  /**
   * Reads the options of {@code queue}.
   *
   * @throws IllegalArgumentException when one is unknown or out of its range
   */
  static CommandSettings of(Queue queue) {
    var options = ExecutorOptions.of(queue, KNOWN);
    return new CommandSettings(
        Permission.of(command(options.text("command", "")), options.text("allow", "")),
        directory(options.text("directory", "")),
        names("environment", options.text("environment", "")),
        names("job-environment", options.text("job-environment", "")),
        result(options.text("result", "text")),
        options.number("output-limit", MEBI, 1, 64 * MEBI),
        ExitCodes.parse(options.text("exit-codes", ExitCodes.USUAL)),
        options.duration(
            "kill-grace", Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofHours(1)));
  }

  /** Where its commands work. */
  Path workingDirectory() {
    return directory.orElse(Path.of("")).toAbsolutePath();
  }

  /** A JSON array of texts, or one program without arguments. Never a line for a shell. */
  private static List<String> command(String text) {
    if (text.isBlank()) {
      return List.of();
    } else if (!text.strip().startsWith("[")) {
      return CommandCall.vector("option 'command'", List.of(text.strip()));
    }
    try {
      return CommandCall.vector("option 'command'", PlainJson.read(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option 'command' takes a JSON array of texts such as [\"convert\",\"-quiet\"], was '%s': %s"
              .formatted(Names.shown(text), e.getMessage()),
          e);
    }
  }

  private static Optional<Path> directory(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("option 'directory' is no path: " + Names.shown(text), e);
    }
  }

  static Set<String> names(String option, String text) {
    var names = new TreeSet<String>();
    for (var name : text.split(",", -1)) {
      if (!name.isBlank()) {
        names.add(checkedName(option, name.strip()));
      }
    }
    return names;
  }

  private static String checkedName(String option, String name) {
    if (name.contains("=")) {
      throw new IllegalArgumentException(
          "option '%s' takes names of variables separated by commas, not values: '%s'"
              .formatted(option, Names.shown(name)));
    }
    return Names.checked("variable", name);
  }

  private static Result result(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "text" -> Result.TEXT;
      case "json" -> Result.JSON;
      case "log" -> Result.LOG;
      default ->
          throw new IllegalArgumentException(
              "option 'result' takes text, json or log, was '%s'".formatted(Names.shown(text)));
    };
  }
}
