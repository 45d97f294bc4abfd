package dev.percheron.cli.options;

import dev.percheron.api.Durations;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Nearest;
import dev.percheron.schedule.DaylightSaving;
import dev.percheron.schedule.Zones;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What people type for durations, moments, ids, states and zones. */
public final class Words {
  private static final List<String> STATES =
      Arrays.stream(JobState.values()).map(Cell::word).toList();

  private Words() {}

  /** Teaches a command line these words. */
  public static CommandLine teach(CommandLine commandLine) {
    return commandLine
        .registerConverter(Duration.class, Words::duration)
        .registerConverter(Instant.class, Words::instant)
        .registerConverter(JobId.class, refusing(JobId::parse))
        .registerConverter(JobState.class, Words::state)
        .registerConverter(ZoneId.class, Words::zone)
        .registerConverter(DaylightSaving.class, Words::policy);
  }

  /** A duration such as {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}. */
  static Duration duration(String text) {
    return maybeDuration(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no duration; write 250ms, 30s, 5m, 2h, 7d or PT30S"));
  }

  /** The same, empty when it is none. */
  public static Optional<Duration> maybeDuration(String text) {
    try {
      return Optional.of(Durations.parse(text)).filter(duration -> !duration.isNegative());
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + text + "' is no moment; write it like 2030-01-31T08:00:00Z");
    }
  }

  private static JobState state(String text) {
    var word = text.strip().toLowerCase(Locale.ROOT);
    if (!STATES.contains(word)) {
      throw new TypeConversionException(
          "there is no state '" + text + "'; " + Nearest.hint(text, STATES));
    }
    return JobState.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static ZoneId zone(String text) {
    try {
      return Zones.of(text);
    } catch (IllegalArgumentException e) {
      var near = Nearest.to(text, ZoneId.getAvailableZoneIds());
      throw new TypeConversionException(
          near.map(id -> "there is no time zone '" + text + "'; did you mean '" + id + "'?")
              .orElseGet(e::getMessage));
    }
  }

  private static DaylightSaving policy(String text) {
    var word = text.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(DaylightSaving.values())
        .filter(policy -> word(policy).equals(word))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "there is no policy '%s'; %s"
                    .formatted(
                        text,
                        Nearest.hint(
                            text,
                            Arrays.stream(DaylightSaving.values()).map(Words::word).toList()))));
  }

  private static String word(DaylightSaving policy) {
    return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> ITypeConverter<T> refusing(ITypeConverter<T> converter) {
    return text -> {
      try {
        return converter.convert(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }
}
