package dev.percheron.cli.jobs;

import dev.percheron.cli.talk.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments of a job as they are typed. */
final class Arguments {
  private Arguments() {}

  /**
   * Each as JSON; what is not JSON is taken as text, so that a plain word needs no quotes: {@code
   * 5} is a number, {@code true} a truth value, {@code ada@example.org} text, {@code '"5"'} text
   * too.
   */
  static List<@Nullable Object> each(List<String> typed) {
    var arguments = new ArrayList<@Nullable Object>();
    typed.forEach(one -> arguments.add(Json.stored(one)));
    return arguments;
  }

  /**
   * All as one JSON array.
   *
   * @throws IllegalArgumentException when it is not one
   */
  static List<? extends @Nullable Object> all(String json) {
    if (Json.read(json) instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("the arguments are not a JSON array: " + json.strip());
  }
}
