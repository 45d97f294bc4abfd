package dev.percheron.exec.process;

import dev.percheron.api.Names;
import dev.percheron.json.PlainJson;
import dev.percheron.spi.UnfitAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call of a command, made of what its queue and its job say.
 *
 * <p>A job's arguments are texts, numbers and truth values, which follow the queue's vector, or are
 * program and arguments where the queue has none; or one object with {@code arguments}, {@code
 * environment}, {@code input} and, where the queue has no vector of its own, {@code command}.
 *
 * @param vector program and arguments
 * @param environment what the job sets
 * @param input JSON for its standard input
 */
record CommandCall(List<String> vector, Map<String, String> environment, String input) {
  private static final Set<String> FIELDS = Set.of("command", "arguments", "environment", "input");

  /**
   * Reads a job's arguments.
   *
   * @throws UnfitAttempt when they do not fit
   */
  static CommandCall of(CommandSettings settings, String json) {
    try {
      var read = PlainJson.read(json);
      if (read instanceof List<?> list
          && list.size() == 1
          && list.getFirst() instanceof Map<?, ?> object) {
        return ofObject(settings, object, json);
      }
      return ofList(settings, vector("the job's arguments", read), json);
    } catch (IllegalArgumentException e) {
      throw new UnfitAttempt("the job does not fit the executor 'command': " + e.getMessage(), e);
    }
  }

  private static CommandCall ofList(CommandSettings settings, List<String> words, String json) {
    var permission = settings.permission();
    var vector = new ArrayList<>(permission.vector(permission.isFixed() ? List.of() : words));
    if (permission.isFixed()) {
      vector.addAll(words);
    }
    return new CommandCall(List.copyOf(vector), Map.of(), json);
  }

  private static CommandCall ofObject(CommandSettings settings, Map<?, ?> job, String json) {
    for (var key : job.keySet()) {
      if (!FIELDS.contains(String.valueOf(key))) {
        throw new IllegalArgumentException(
            "there is no field '%s'; there are: arguments, command, environment, input"
                .formatted(Names.shown(String.valueOf(key))));
      }
    }
    var asked =
        job.containsKey("command") ? vector("'command'", job.get("command")) : List.<String>of();
    var vector = new ArrayList<>(settings.permission().vector(asked));
    vector.addAll(
        vector("'arguments'", job.containsKey("arguments") ? job.get("arguments") : List.of()));
    var input = job.containsKey("input") ? PlainJson.write(job.get("input")) : json;
    var environment = environment(settings, job.get("environment"));
    return new CommandCall(List.copyOf(vector), environment, input);
  }

  private static Map<String, String> environment(CommandSettings settings, @Nullable Object given) {
    var values = new TreeMap<String, String>();
    if (given instanceof Map<?, ?> map) {
      map.forEach((name, value) -> put(settings, values, String.valueOf(name), value));
    } else if (given != null) {
      throw new IllegalArgumentException("'environment' is an object of texts");
    }
    return values;
  }

  private static void put(
      CommandSettings settings, Map<String, String> values, String name, @Nullable Object value) {
    if (!settings.permission().settable(name, settings.settable())) {
      throw new IllegalArgumentException(
          "the job may not set the variable '%s'; its queue allows: %s (option 'job-environment')"
              .formatted(Names.shown(name), listed(settings.settable())));
    }
    if (name.isEmpty() || name.contains("=")) {
      throw new IllegalArgumentException("'%s' names no variable".formatted(Names.shown(name)));
    }
    values.put(name, word("'environment'", value));
  }

  private static String listed(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /**
   * The words of an argument vector.
   *
   * @throws IllegalArgumentException when one is no text, number or truth value
   */
  static List<String> vector(String what, @Nullable Object read) {
    if (!(read instanceof List<?> list)) {
      throw new IllegalArgumentException(what + " is an array of texts");
    }
    return list.stream().map(word -> word(what, word)).toList();
  }

  private static String word(String what, @Nullable Object word) {
    if (!(word instanceof String || word instanceof Number || word instanceof Boolean)) {
      throw new IllegalArgumentException(
          what + " holds something else than texts, numbers and truth values");
    }
    var text = String.valueOf(word);
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " holds a text with the character 0");
    }
    return text;
  }
}
