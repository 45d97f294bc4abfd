package dev.percheron.cli.talk;

import java.util.Locale;
import java.util.function.Function;

/**
 * One column of a table.
 *
 * @param <T> what a row is about
 * @param name the heading, in small letters; several words become {@code camelCase} in JSON
 * @param cell what a row has in it
 */
public record Column<T>(String name, Function<T, Cell> cell) {
  /** The key in JSON. */
  String key() {
    var key = new StringBuilder();
    for (var word : name.split(" ", -1)) {
      key.append(
          key.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return key.toString();
  }

  String heading() {
    return name.toUpperCase(Locale.ROOT);
  }
}
