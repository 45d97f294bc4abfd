package dev.percheron.handlers;

import dev.percheron.api.Names;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what somebody who wrote an unknown name may have meant. */
final class NearNames {
  private static final int LISTED = 10;

  private NearNames() {}

  /** A sentence about {@code name}, which is none of {@code known}. */
  static String unknown(String name, Collection<String> known) {
    var sentence = "no handler here is named '%s'".formatted(Names.shown(name));
    return nearest(name, known)
        .map(near -> "%s; did you mean '%s'?".formatted(sentence, Names.shown(near)))
        .orElseGet(() -> sentence + "; " + listed(known));
  }

  /** The most similar of {@code known}, if any is similar enough to have been meant. */
  static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(other -> distance(name, other) <= Math.max(1, Math.min(4, name.length() / 3)))
        .min(
            Comparator.<String>comparingInt(other -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String listed(Collection<String> known) {
    if (known.isEmpty()) {
      return "none is registered";
    }
    var names =
        new TreeSet<>(known)
            .stream().limit(LISTED).map(Names::shown).collect(Collectors.joining(", "));
    return known.size() <= LISTED
        ? "known: " + names
        : "known: %s and %d more".formatted(names, known.size() - LISTED);
  }

  /** How many letters must be added, dropped or changed to make one of the other (Levenshtein). */
  private static int distance(String from, String to) {
    var row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      advance(row, from.charAt(line - 1), to, line);
    }
    return row[to.length()];
  }

  private static void advance(int[] row, char letter, String to, int line) {
    int diagonal = row[0];
    row[0] = line;
    for (int column = 1; column < row.length; column++) {
      int changed = diagonal + (letter == to.charAt(column - 1) ? 0 : 1);
      diagonal = row[column];
      row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
    }
  }
}
