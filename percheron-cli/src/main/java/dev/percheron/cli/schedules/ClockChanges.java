package dev.percheron.cli.schedules;

import dev.percheron.api.Durations;
import dev.percheron.schedule.Fire;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Locale;

/**
 * What a change of the clocks has to do with a time.
 *
 * @param zone whose clock
 */
record ClockChanges(ZoneId zone) {
  private static final DateTimeFormatter WALL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  /**
   * A sentence, or nothing: about the last change after {@code before} and not after the time, and
   * about a time that comes twice.
   */
  String note(Instant before, Fire fire) {
    var notes = new ArrayList<String>();
    var change = zone.getRules().previousTransition(fire.at().plusNanos(1));
    if (change != null && change.getInstant().isAfter(before)) {
      notes.add(changed(change, fire));
    }
    var local = fire.meant().atZone(zone).toLocalDateTime();
    var repeated = zone.getRules().getTransition(local);
    if (repeated != null && repeated.isOverlap()) {
      notes.add(
          "this time comes twice, it is the "
              + (fire.meant().isBefore(repeated.getInstant()) ? "first" : "second"));
    }
    return String.join("; ", notes);
  }

  private static String changed(ZoneOffsetTransition change, Fire fire) {
    var from = WALL.format(change.getDateTimeBefore());
    var to = WALL.format(change.getDateTimeAfter());
    if (change.isGap() && change.getInstant().equals(fire.meant())) {
      return "clocks go forward here, from %s to %s; no time in between exists".formatted(from, to);
    }
    return "clocks went %s by %s, from %s to %s"
        .formatted(
            change.isGap() ? "forward" : "back",
            Durations.shown(change.getDuration().abs()),
            from,
            to);
  }
}
