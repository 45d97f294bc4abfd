package dev.percheron.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Looks at the clock on the wall of a zone at every single minute of some years, and says when an
 * expression was due. It knows nothing of transitions: it sees that the clock leapt, or shows a
 * time for a second time.
 */
final class MinuteOracle {
  private static final int DAY = 24 * 60;

  private final long first; // minutes since 1970, as all here
  private final long[] walls; // what the clock shows, minute by minute

  MinuteOracle(ZoneId zone, Instant from, Instant to) {
    first = from.getEpochSecond() / 60;
    walls = new long[(int) (to.getEpochSecond() / 60 - first)];
    for (int i = 0; i < walls.length; i++) {
      var wall = Instant.ofEpochSecond((first + i) * 60).atZone(zone).toLocalDateTime();
      walls[i] = wall.toEpochSecond(ZoneOffset.UTC) / 60;
    }
  }

  /** All minutes at which it was due, as seconds since 1970. */
  long[] due(RandomCron cron, DaylightSaving policy) {
    var match = new Matching(cron);
    var shown = new BitSet();
    var due = LongStream.builder();
    for (int i = 0; i < walls.length; i++) {
      boolean isDue = match.matches(walls[i]);
      if (!cron.isInterval()) {
        int wall = (int) (walls[i] - walls[0] + DAY);
        boolean again = shown.get(wall);
        shown.set(wall);
        isDue &= !again || policy == DaylightSaving.RUN_BOTH;
        isDue |= i > 0 && policy != DaylightSaving.SKIP && match.leapt(walls[i - 1], walls[i]);
      }
      if (isDue) {
        due.add((first + i) * 60);
      }
    }
    return due.build().toArray();
  }

  private static final class Matching {
    private final boolean[] times = new boolean[DAY];
    private final Map<Long, Boolean> days = new HashMap<>();
    private final RandomCron cron;

    Matching(RandomCron cron) {
      this.cron = cron;
      for (int hour : cron.hours()) {
        cron.minutes().forEach(minute -> times[hour * 60 + minute] = true);
      }
    }

    boolean matches(long wall) {
      return times[(int) (wall % DAY)]
          && days.computeIfAbsent(wall / DAY, day -> cron.matches(LocalDate.ofEpochDay(day)));
    }

    /** Whether a minute that was never shown between two that were matches. */
    boolean leapt(long before, long after) {
      for (long wall = before + 1; wall < after; wall++) {
        if (matches(wall)) {
          return true;
        }
      }
      return false;
    }
  }

  static Instant start(int year) {
    return LocalDateTime.of(year, 1, 1, 12, 0).toInstant(ZoneOffset.UTC);
  }
}
