package dev.percheron.cli.talk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What hangs on the three standard streams.
 *
 * @param in whether a person can answer
 * @param out whether a person reads the data
 * @param err whether a person reads the talk
 * @param colour whether colours are wanted where a person reads
 * @param width how many characters fit into a line
 */
public record Terminal(boolean in, boolean out, boolean err, boolean colour, int width) {
  /** Nobody looks: pipes and files. */
  public static final Terminal NONE = new Terminal(false, false, false, false, 100);

  /** Set by the launcher: which of the descriptors 0, 1, 2 are terminals, such as {@code 02}. */
  private static final String DESCRIPTORS = "percheron.terminals";

  /** Set by the launcher: the width of the terminal. */
  private static final String WIDTH = "percheron.width";

  /** The terminal of this process. */
  public static Terminal ofThisProcess(Map<String, String> environment) {
    return new Terminal(
        isTerminal(0),
        isTerminal(1),
        isTerminal(2),
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb"),
        toldWidth());
  }

  private static boolean isTerminal(int descriptor) {
    var told = System.getProperty(DESCRIPTORS);
    return told == null
        ? isTerminalDevice(descriptor)
        : told.contains(Integer.toString(descriptor));
  }

  /** Without the launcher: Java itself only tells whether all streams together are a terminal. */
  private static boolean isTerminalDevice(int descriptor) {
    try {
      var device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).map(all -> all.isTerminal()).orElse(false);
    }
  }

  private static int toldWidth() {
    return Math.clamp(Integer.getInteger(WIDTH, NONE.width), 40, 1_000);
  }
}
