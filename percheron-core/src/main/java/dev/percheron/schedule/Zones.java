package dev.percheron.schedule;

import dev.percheron.api.Names;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;

/** Time zones by name. */
public final class Zones {
  private static final int MAX_LENGTH = 100;
  private static final int LISTED = 3;

  private Zones() {}

  /**
   * The zone of a name such as {@code Europe/Berlin}, {@code UTC} or {@code +02:00}.
   *
   * @throws IllegalArgumentException when there is none here; the message says which may have been
   *     meant
   */
  public static ZoneId of(String name) {
    if (name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a zone's name has at most %d characters, this one has %d"
              .formatted(MAX_LENGTH, name.length()));
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "there is no time zone '%s'; %s".formatted(Names.shown(name), meant(name)), e);
    }
  }

  private static String meant(String name) {
    var wanted = name.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    var near =
        wanted.isEmpty()
            ? ""
            : ZoneId.getAvailableZoneIds().stream()
                .filter(id -> ("/" + id.toLowerCase(Locale.ROOT)).endsWith("/" + wanted))
                .sorted()
                .limit(LISTED)
                .collect(Collectors.joining(", "));
    return near.isEmpty()
        ? "write it like Europe/Berlin, America/New_York, UTC or +02:00"
        : "did you mean " + near + "?";
  }
}
