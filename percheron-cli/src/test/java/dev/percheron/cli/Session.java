package dev.percheron.cli;

import dev.percheron.Percheron;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Terminal;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who types commands on one database and looks at what comes back. */
final class Session {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Terminal SCREEN = new Terminal(true, true, true, false, 120);

  private final String url;

  Session(Path folder) {
    this("jdbc:sqlite:" + folder.resolve("test.db"));
  }

  Session(String url) {
    this.url = url;
  }

  /** What a command left behind. */
  record Done(int exitCode, String out, String err) {
    JsonNode json() {
      return JSON.readTree(out);
    }

    List<String> lines() {
      return out.lines().toList();
    }

    String line() {
      return out.strip();
    }
  }

  String url() {
    return url;
  }

  Percheron open() {
    return Percheron.open(url());
  }

  /** In a pipe. */
  Done run(String... arguments) {
    return run(Terminal.NONE, "", arguments);
  }

  /** In a pipe, with something on stdin. */
  Done fed(String input, String... arguments) {
    return run(Terminal.NONE, input, arguments);
  }

  /** On a terminal, where somebody types {@code answer} when asked. */
  Done answering(String answer, String... arguments) {
    return run(SCREEN, answer + "\n", arguments);
  }

  private Done run(Terminal terminal, String input, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var console =
        new Console(
            new PrintWriter(out),
            new PrintWriter(err, true),
            new BufferedReader(new StringReader(input)),
            terminal,
            InstantSource.system(),
            Map.of("PERCHERON_DB", url()));
    int exitCode = Main.run(console, arguments);
    return new Done(exitCode, out.toString(), err.toString());
  }

  /** Runs all that waits, with handlers of the test. */
  void work(Class<?>... handlers) {
    run(
        Stream.concat(
                Stream.of("worker", "--until-empty", "--handlers"),
                Stream.of(handlers).map(Class::getName))
            .toArray(String[]::new));
  }
}
