package dev.percheron.cli.talk;

import dev.percheron.PercheronSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command reads and writes: stdout is data, stderr is talk. Both are UTF-8, whatever the
 * locale says, so that names of files come out as they are.
 *
 * @param out data
 * @param err talk
 * @param in answers and input
 * @param terminal who looks
 * @param time tells the time
 * @param environment the environment variables
 */
public record Console(
    PrintWriter out,
    PrintWriter err,
    BufferedReader in,
    Terminal terminal,
    InstantSource time,
    Map<String, String> environment) {

  /** The console of this process. */
  public static Console ofThisProcess() {
    return new Console(
        writer(System.out, false),
        writer(System.err, true),
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        Terminal.ofThisProcess(System.getenv()),
        PercheronSettings.DEFAULT.time(),
        System.getenv());
  }

  /** Writes one line of data; the caller has escaped what came from elsewhere. */
  public void print(String line) {
    out.println(line);
  }

  /** Says one line on stderr, escaped. */
  public void say(String line) {
    out.flush(); // both may go to one terminal
    err.println(Shown.line(line));
  }

  /** Colours and weights for data. */
  public Style outStyle() {
    return Style.when(terminal.out() && terminal.colour());
  }

  /** Colours and weights for talk. */
  public Style errStyle() {
    return Style.when(terminal.err() && terminal.colour());
  }

  /** Whether a question can be asked. */
  public boolean isAnswered() {
    return terminal.in() && terminal.err();
  }

  /** Asks a question; only {@code y} or {@code yes} is one. */
  public boolean ask(String question) {
    err.print(Shown.line(question) + " [y/N] ");
    err.flush();
    try {
      var answer = in.readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      return false; // nobody there to say yes
    }
  }

  private static PrintWriter writer(PrintStream stream, boolean flushing) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), flushing);
  }
}
