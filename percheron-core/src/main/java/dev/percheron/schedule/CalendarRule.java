package dev.percheron.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Dates that are whole steps away from a first one, at its time of day. Each is counted from the
 * first, so 31 January and its months are 31 March, 31 May …
 *
 * @param step years, months and days, none negative, not all zero
 * @param first the first
 */
@SuppressWarnings("JavaPeriodGetDays") // the months are counted beside
record CalendarRule(Period step, LocalDateTime first) implements WallRule {
  /** The mean month of the Gregorian calendar, in days. */
  private static final double MONTH = 146_097.0 / 4_800;

  /** A date is never so many steps away from where the mean month puts it. */
  private static final int SLACK = 2;

  @Override
  public Optional<LocalDateTime> atOrAfter(LocalDateTime from) {
    for (long count = Math.max(0, near(from) - SLACK); exists(count); count++) {
      var found = at(count).filter(time -> !time.isBefore(from));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<LocalDateTime> before(LocalDateTime to) {
    for (long count = near(to) + SLACK; count >= 0; count--) {
      var found = at(count).filter(time -> time.isBefore(to));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** About how many steps there are from the first time to {@code time}. */
  private long near(LocalDateTime time) {
    double days = ChronoUnit.DAYS.between(first.toLocalDate(), time.toLocalDate());
    return (long) Math.floor(days / (step.toTotalMonths() * MONTH + step.getDays()));
  }

  private boolean exists(long count) {
    return month(count).getYear() <= LAST_YEAR;
  }

  private Optional<LocalDateTime> at(long count) {
    var month = month(count);
    return month.isValidDay(first.getDayOfMonth())
        ? Optional.of(date(month, count).atTime(first.toLocalTime()))
        : Optional.empty();
  }

  private LocalDate date(YearMonth month, long count) {
    return month.atDay(first.getDayOfMonth()).plusDays(count * step.getDays());
  }

  private YearMonth month(long count) {
    return YearMonth.from(first).plusMonths(count * step.toTotalMonths());
  }
}
