package dev.percheron.api;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * Durations as people type and read them: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h},
 * {@code 7d}.
 */
public final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

  private Durations() {}

  /**
   * Reads the short form or ISO-8601 ({@code PT30S}).
   *
   * @throws DateTimeParseException when it is neither
   * @throws ArithmeticException when it is too long to count
   */
  public static Duration parse(String text) {
    var match = SHORT.matcher(text.strip());
    if (!match.matches()) {
      return Duration.parse(text.strip());
    }
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /**
   * Writes two units at most, rounded down: {@code 1h 5m}, {@code 3.2s}, {@code 45ms}, {@code
   * 120µs}.
   */
  public static String shown(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.isNegative()) {
      return "-" + shown(duration.negated());
    } else if (seconds < 1 && duration.toMillis() < 1) {
      return duration.toNanos() / 1_000 + "µs";
    } else if (seconds < 1) {
      return duration.toMillis() + "ms";
    } else if (seconds < 60) {
      return seconds + "." + duration.toMillisPart() / 100 + "s";
    } else if (seconds < 3_600) {
      return seconds / 60 + "m " + seconds % 60 + "s";
    } else if (seconds < 86_400) {
      return seconds / 3_600 + "h " + seconds / 60 % 60 + "m";
    }
    return seconds / 86_400 + "d " + seconds / 3_600 % 24 + "h";
  }
}
