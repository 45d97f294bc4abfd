package dev.percheron.api;

/**
 * The one rule for every name that is stored, printed or compared: queues, handlers, executors,
 * metadata keys.
 *
 * <p>A name has 1 to {@value #MAX_LENGTH} characters, no control characters (they would let a name
 * rewrite a terminal or forge a log line), no line or paragraph separators, no unpaired surrogates
 * and no white space at either end.
 */
public final class Names {
  /** The longest name, in UTF-16 units. */
  public static final int MAX_LENGTH = 200;

  private Names() {}

  /**
   * Returns {@code name} when it obeys the rule.
   *
   * @param kind what is being named, for the message, such as {@code "queue"}
   * @throws IllegalArgumentException when it does not; the message shows the name with its control
   *     characters escaped
   */
  public static String checked(String kind, String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a %s name has 1 to %d characters, this one has %d: '%s'"
              .formatted(kind, MAX_LENGTH, name.length(), shown(name)));
    }
    if (!name.strip().equals(name)) {
      throw new IllegalArgumentException(
          "a %s name has no white space at its ends: '%s'".formatted(kind, shown(name)));
    }
    if (!name.codePoints().allMatch(Names::isPrintable)) {
      throw new IllegalArgumentException(
          "a %s name has no control characters: '%s'".formatted(kind, shown(name)));
    }
    return name;
  }

  /** {@code text} with every character that could disturb a terminal or a log line escaped. */
  public static String shown(String text) {
    var shown = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 16);
    text.codePoints().limit(MAX_LENGTH).forEach(point -> appendShown(shown, point));
    return text.length() > MAX_LENGTH ? shown.append('…').toString() : shown.toString();
  }

  private static void appendShown(StringBuilder shown, int point) {
    if (isPrintable(point)) {
      shown.appendCodePoint(point);
    } else {
      shown.append("\\u%04x".formatted(point));
    }
  }

  /** Whether a character may stand in a name, and cannot disturb a terminal or a log line. */
  public static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
