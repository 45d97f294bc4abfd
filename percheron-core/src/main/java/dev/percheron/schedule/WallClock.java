package dev.percheron.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes moments of a {@link WallRule} in one zone. Time is walked in stretches from one change of
 * the zone's offset to the next: within a stretch the clock on the wall runs evenly. No two changes
 * of any zone are so close that a repeated hour reaches into the stretch after the next.
 *
 * @param zone the rules of the zone
 * @param rule the times on the wall
 * @param gaps what becomes of times that do not exist
 * @param repeats what becomes of times that come twice
 */
record WallClock(ZoneRules zone, WallRule rule, Gaps gaps, Repeats repeats) {
  /** What becomes of times that do not exist. */
  enum Gaps {
    LEFT_OUT,
    AT_THE_END
  }

  /** What becomes of times that come twice. */
  enum Repeats {
    FIRST,
    BOTH
  }

  /** For fixed times. */
  static WallClock fixed(ZoneRules zone, WallRule rule, DaylightSaving policy) {
    return switch (policy) {
      case RUN_ONCE -> new WallClock(zone, rule, Gaps.AT_THE_END, Repeats.FIRST);
      case SKIP -> new WallClock(zone, rule, Gaps.LEFT_OUT, Repeats.FIRST);
      case RUN_BOTH -> new WallClock(zone, rule, Gaps.AT_THE_END, Repeats.BOTH);
    };
  }

  /** For intervals, which follow real time: whenever the wall shows one of the times. */
  static WallClock interval(ZoneRules zone, WallRule rule) {
    return new WallClock(zone, rule, Gaps.LEFT_OUT, Repeats.BOTH);
  }

  /** The first moment after {@code after} within {@code window}. */
  Optional<Instant> nextAfter(Instant after, Window window) {
    boolean early = after.isBefore(window.start());
    return nextAfter(early ? window.start().minusNanos(1) : after).filter(window::contains);
  }

  /** The last moment before {@code before} within {@code window}. */
  Optional<Instant> previousBefore(Instant before, Window window) {
    boolean late = before.isAfter(window.end());
    return previousBefore(late ? window.end().plusNanos(1) : before).filter(window::contains);
  }

  /** The first moment after {@code after}. */
  Optional<Instant> nextAfter(Instant after) {
    var offset = zone.getOffset(after);
    var from = later(begin(zone.previousTransition(after.plusNanos(1))), local(after, offset));
    var found = rule.atOrAfter(from);
    var change = zone.nextTransition(after);
    while (change != null && found.isPresent() && !isBefore(found, change.getDateTimeBefore())) {
      if (fillsGap(change, found)) {
        return Optional.of(change.getInstant());
      }
      var begin = begin(change);
      found = begin.isBefore(from) || isBefore(found, begin) ? rule.atOrAfter(begin) : found;
      from = begin;
      offset = change.getOffsetAfter();
      change = zone.nextTransition(change.getInstant());
    }
    return moment(found, offset);
  }

  /** The last moment before {@code before}. */
  Optional<Instant> previousBefore(Instant before) {
    var offset = zone.getOffset(before.minusNanos(1));
    var found = rule.before(LocalDateTime.ofInstant(before, offset));
    var change = zone.previousTransition(before);
    while (change != null && isBefore(found, begin(change))) {
      if (fillsGap(change, found)) {
        return Optional.of(change.getInstant());
      }
      var end = change.getDateTimeBefore();
      found = change.isGap() && isBefore(found, end) ? found : rule.before(end);
      offset = change.getOffsetBefore();
      change = zone.previousTransition(change.getInstant());
    }
    return moment(found, offset);
  }

  /**
   * Where a stretch begins on the wall: after the hour that is repeated, when that has had its
   * turn.
   */
  private LocalDateTime begin(@Nullable ZoneOffsetTransition change) {
    if (change == null) {
      return LocalDateTime.MIN;
    }
    return switch (repeats) {
      case FIRST -> later(change.getDateTimeBefore(), change.getDateTimeAfter());
      case BOTH -> change.getDateTimeAfter();
    };
  }

  /** Whether a time that the clock leaps over is due when it has leapt. */
  private boolean fillsGap(ZoneOffsetTransition change, Optional<LocalDateTime> found) {
    return gaps == Gaps.AT_THE_END
        && change.isGap()
        && isBefore(found, change.getDateTimeAfter())
        && !isBefore(found, change.getDateTimeBefore());
  }

  /** The first nanosecond after an instant: what is asked for is later than that instant. */
  private static LocalDateTime local(Instant after, ZoneOffset offset) {
    return LocalDateTime.ofInstant(after, offset).plusNanos(1);
  }

  private static boolean isBefore(Optional<LocalDateTime> found, LocalDateTime limit) {
    return found.isPresent() && found.get().isBefore(limit);
  }

  private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
    return one.isBefore(other) ? other : one;
  }

  private static Optional<Instant> moment(Optional<LocalDateTime> found, ZoneOffset offset) {
    return found.map(wall -> wall.toInstant(offset));
  }
}
