package dev.percheron.cli.talk;

import dev.percheron.api.Names;

/**
 * Text that came from a database, a file name or a command line, made safe for a terminal: no
 * character of it moves the cursor, changes a colour, forges a line or turns the writing direction.
 */
public final class Shown {
  private Shown() {}

  /** One line: every character that could disturb is escaped, line ends and tabs included. */
  public static String line(String text) {
    if (text.codePoints().allMatch(Names::isPrintable)) {
      return text;
    }
    var shown = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(shown, point));
    return shown.toString();
  }

  /** Several lines: line ends stay, tabs become spaces, all else is escaped. */
  public static String lines(String text) {
    var shown = new StringBuilder(text.length() + 16);
    text.replace("\r\n", "\n").codePoints().forEach(point -> appendToLines(shown, point));
    return shown.toString();
  }

  /** At most {@code most} characters of one line, with an ellipsis for what was cut. */
  public static String cut(String line, int most) {
    return line.length() <= most ? line : line.substring(0, Math.max(0, most - 1)) + "…";
  }

  private static void appendToLines(StringBuilder shown, int point) {
    switch (point) {
      case '\n' -> shown.append('\n');
      case '\t' -> shown.append("    ");
      default -> append(shown, point);
    }
  }

  private static void append(StringBuilder shown, int point) {
    if (Names.isPrintable(point)) {
      shown.appendCodePoint(point);
    } else {
      shown.append(escape(point));
    }
  }

  /** As JSON and Java write it. */
  static String escape(int point) {
    var escaped = new StringBuilder();
    for (char unit : Character.toChars(point)) {
      escaped.append("\\u%04x".formatted((int) unit));
    }
    return escaped.toString();
  }
}
