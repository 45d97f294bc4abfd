package dev.percheron.schedule;

import static dev.percheron.schedule.Bits.NONE;

/**
 * The times of day of a cron expression, in seconds from midnight.
 *
 * @param hours 0 to 23, as bits; like the other two never empty
 * @param minutes 0 to 59
 * @param seconds 0 to 59
 */
record CronTimes(long hours, long minutes, long seconds) {
  private static final int HOUR = 3_600;

  /** The first of the day. */
  int first() {
    return firstOf(Bits.lowest(hours));
  }

  /** The last of the day. */
  int last() {
    return lastOf(Bits.highest(hours));
  }

  /** The first that is not before {@code time}, or {@link Bits#NONE}. */
  int atOrAfter(int time) {
    int hour = time / HOUR;
    if (Bits.has(hours, hour)) {
      int rest = restAtOrAfter(time % HOUR);
      if (rest != NONE) {
        return hour * HOUR + rest;
      }
    }
    int next = Bits.atOrAfter(hours, hour + 1);
    return next == NONE ? NONE : firstOf(next);
  }

  /** The last that is not after {@code time}, or {@link Bits#NONE}. */
  int atOrBefore(int time) {
    int hour = time / HOUR;
    if (Bits.has(hours, hour)) {
      int rest = restAtOrBefore(time % HOUR);
      if (rest != NONE) {
        return hour * HOUR + rest;
      }
    }
    int before = Bits.atOrBefore(hours, hour - 1);
    return before == NONE ? NONE : lastOf(before);
  }

  private int restAtOrAfter(int rest) {
    int minute = rest / 60;
    int second = Bits.has(minutes, minute) ? Bits.atOrAfter(seconds, rest % 60) : NONE;
    if (second != NONE) {
      return minute * 60 + second;
    }
    int next = Bits.atOrAfter(minutes, minute + 1);
    return next == NONE ? NONE : next * 60 + Bits.lowest(seconds);
  }

  private int restAtOrBefore(int rest) {
    int minute = rest / 60;
    int second = Bits.has(minutes, minute) ? Bits.atOrBefore(seconds, rest % 60) : NONE;
    if (second != NONE) {
      return minute * 60 + second;
    }
    int before = Bits.atOrBefore(minutes, minute - 1);
    return before == NONE ? NONE : before * 60 + Bits.highest(seconds);
  }

  private int firstOf(int hour) {
    return hour * HOUR + Bits.lowest(minutes) * 60 + Bits.lowest(seconds);
  }

  private int lastOf(int hour) {
    return hour * HOUR + Bits.highest(minutes) * 60 + Bits.highest(seconds);
  }
}
