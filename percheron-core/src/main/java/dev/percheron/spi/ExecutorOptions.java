package dev.percheron.spi;

import dev.percheron.api.Durations;
import dev.percheron.api.Names;
import dev.percheron.api.Queue;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of a queue's executor: text by name, untrusted because they come from a
 * database row. Every reader names the option and what it allows when it refuses.
 */
public final class ExecutorOptions {
  private final String executor;
  private final Map<String, String> values;

  private ExecutorOptions(String executor, Map<String, String> values) {
    this.executor = executor;
    this.values = values;
  }

  /**
   * The options of {@code queue}.
   *
   * @param known the names that the executor understands
   * @throws IllegalArgumentException when the queue has another; the message lists the known ones
   */
  public static ExecutorOptions of(Queue queue, Set<String> known) {
    for (var name : queue.options().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "the executor '%s' has no option '%s'; it knows: %s"
                .formatted(queue.executor(), name, listed(known)));
      }
    }
    return new ExecutorOptions(queue.executor(), queue.options());
  }

  /**
   * A whole number between {@code least} and {@code most}.
   *
   * @throws IllegalArgumentException when it is not
   */
  public int number(String name, int byDefault, int least, int most) {
    var text = values.get(name);
    if (text == null) {
      return byDefault;
    }
    try {
      var number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused(name, text, "a whole number from %d to %d".formatted(least, most), e);
    }
    throw refused(name, text, "a whole number from %d to %d".formatted(least, most), null);
  }

  /**
   * A duration such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h} or ISO-8601 {@code
   * PT30S}, between {@code least} and {@code most}.
   *
   * @throws IllegalArgumentException when it is not
   */
  public Duration duration(String name, Duration byDefault, Duration least, Duration most) {
    var text = values.get(name);
    if (text == null) {
      return byDefault;
    }
    var duration = parsed(name, text);
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw refused(name, text, "a duration from %s to %s".formatted(least, most), null);
    }
    return duration;
  }

  /**
   * {@code true} or {@code false}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public boolean flag(String name, boolean byDefault) {
    var text = values.getOrDefault(name, Boolean.toString(byDefault)).strip();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(name, text, "true or false", null);
    };
  }

  /** The text as it is. */
  public String text(String name, String byDefault) {
    return values.getOrDefault(name, byDefault);
  }

  private Duration parsed(String name, String text) {
    try {
      return Durations.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw refused(name, text, "a duration such as 500ms, 30s, 5m or PT30S", e);
    }
  }

  private IllegalArgumentException refused(
      String name, String text, String wanted, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "option '%s' of the executor '%s' takes %s, was '%s'"
            .formatted(name, executor, wanted, Names.shown(text)),
        cause);
  }

  private static String listed(Set<String> known) {
    return known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known));
  }
}
