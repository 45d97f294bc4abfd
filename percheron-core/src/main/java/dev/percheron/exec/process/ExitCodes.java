package dev.percheron.exec.process;

import dev.percheron.api.Names;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the exit codes of a command mean, such as {@code 0=success, 64-78=give-up}. */
record ExitCodes(Map<Integer, Meaning> meanings) {
  /** What becomes of the attempt. */
  enum Meaning {
    /** It did its work. */
    SUCCESS,
    /** It failed; the retry policy decides. */
    RETRY,
    /** It failed, and trying again is of no use. */
    GIVE_UP
  }

  /** What unwritten codes mean: 0 is success, all else a failure like any other. */
  static final String USUAL = "0=success";

  private static final Pattern RULE =
      Pattern.compile("(\\d{1,3})(?:-(\\d{1,3}))?=(success|retry|give-up)");

  ExitCodes {
    meanings = Map.copyOf(meanings);
  }

  /**
   * Reads the option.
   *
   * @throws IllegalArgumentException when it cannot be read; says which part
   */
  static ExitCodes parse(String text) {
    var meanings = new TreeMap<Integer, Meaning>();
    for (var rule : text.split(",", -1)) {
      add(meanings, rule.strip());
    }
    return new ExitCodes(meanings);
  }

  private static void add(Map<Integer, Meaning> meanings, String rule) {
    var match = RULE.matcher(rule);
    if (!match.matches()) {
      throw new IllegalArgumentException(unreadable(rule));
    }
    int first = Integer.parseInt(match.group(1));
    int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
    if (last > 255 || first > last) {
      throw new IllegalArgumentException(unreadable(rule));
    }
    for (int code = first; code <= last; code++) {
      meanings.put(code, meaning(match.group(3)));
    }
  }

  private static String unreadable(String rule) {
    return "option 'exit-codes' takes rules such as '0=success, 75=retry, 64-78=give-up' for codes"
        + " from 0 to 255, not '"
        + Names.shown(rule)
        + "'";
  }

  private static Meaning meaning(String word) {
    return switch (word) {
      case "success" -> Meaning.SUCCESS;
      case "retry" -> Meaning.RETRY;
      default -> Meaning.GIVE_UP;
    };
  }

  Meaning of(int code) {
    return meanings.getOrDefault(code, code == 0 ? Meaning.SUCCESS : Meaning.RETRY);
  }
}
