package dev.percheron.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a cron expression says about the clock on the wall.
 *
 * @param days which dates
 * @param times which times of these
 */
record CronRule(CronDays days, CronTimes times) implements WallRule {
  @Override
  public Optional<LocalDateTime> atOrAfter(LocalDateTime from) {
    var second = from.truncatedTo(ChronoUnit.SECONDS);
    var whole = second.equals(from) ? from : second.plusSeconds(1);
    var date = days.atOrAfter(whole.toLocalDate());
    if (date.isEmpty() || date.get().isAfter(whole.toLocalDate())) {
      return date.map(day -> at(day, times.first()));
    }
    int time = times.atOrAfter(whole.toLocalTime().toSecondOfDay());
    return time == Bits.NONE
        ? days.atOrAfter(date.get().plusDays(1)).map(day -> at(day, times.first()))
        : Optional.of(at(date.get(), time));
  }

  @Override
  public Optional<LocalDateTime> before(LocalDateTime to) {
    var latest = to.minusNanos(1);
    var date = days.atOrBefore(latest.toLocalDate());
    if (date.isEmpty() || date.get().isBefore(latest.toLocalDate())) {
      return date.map(day -> at(day, times.last()));
    }
    int time = times.atOrBefore(latest.toLocalTime().toSecondOfDay());
    return time == Bits.NONE
        ? days.atOrBefore(date.get().minusDays(1)).map(day -> at(day, times.last()))
        : Optional.of(at(date.get(), time));
  }

  private static LocalDateTime at(LocalDate date, int secondOfDay) {
    return date.atTime(LocalTime.ofSecondOfDay(secondOfDay));
  }
}
