package dev.percheron.cli.talk;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody may have meant. */
public final class Nearest {
  private static final int MOST_LISTED = 10;

  private Nearest() {}

  /** The word most like {@code typed}, if one is like it at all. */
  public static Optional<String> to(String typed, Collection<String> known) {
    return known.stream()
        .filter(word -> isLike(typed, word))
        .min(Comparator.comparingInt(word -> distance(lower(typed), lower(word))));
  }

  /** A sentence's end: {@code did you mean 'mail'?}, or else which there are. */
  public static String hint(String typed, Collection<String> known) {
    return to(typed, known)
        .map(word -> "did you mean '" + word + "'?")
        .orElseGet(() -> known.isEmpty() ? "there are none" : "there are: " + listed(known));
  }

  private static String listed(Collection<String> known) {
    var some = known.stream().sorted().limit(MOST_LISTED).collect(Collectors.joining(", "));
    return known.size() > MOST_LISTED ? some + ", …" : some;
  }

  private static boolean isLike(String typed, String word) {
    var one = lower(typed);
    var other = lower(word);
    int most = one.length() < 4 ? 1 : Math.max(2, one.length() / 3);
    return distance(one, other) <= most
        || (one.length() > 2 && (other.contains(one) || one.contains(other)));
  }

  /** Levenshtein's distance, two rows at a time. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int i = 1; i <= one.length(); i++) {
      row = nextRow(row, one.charAt(i - 1), i, other);
    }
    return row[other.length()];
  }

  private static int[] nextRow(int[] above, char letter, int first, String other) {
    int[] row = new int[above.length];
    row[0] = first;
    for (int j = 1; j < row.length; j++) {
      int replaced = above[j - 1] + (letter == other.charAt(j - 1) ? 0 : 1);
      row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
    }
    return row;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
