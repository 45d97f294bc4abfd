package dev.percheron.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rule that says when something is due: an immutable value that reads no clock and always gives
 * the same answers. Times are due from the year 1 to the year 9999.
 *
 * <pre>{@code
 * Trigger.cron("0 2 * * 1-5", ZoneId.of("Europe/Berlin")).jitter(Duration.ofMinutes(5))
 * }</pre>
 */
public sealed interface Trigger
    permits AtTrigger,
        EveryTrigger,
        CronTrigger,
        CalendarTrigger,
        AndTrigger,
        OrTrigger,
        JitterTrigger {

  /** The most times that {@link #preview} lists. */
  int MOST_PREVIEWED = 100_000;

  /** The most triggers within one, itself included. */
  int MOST_TRIGGERS = 32;

  /** Once, at {@code instant}. */
  static AtTrigger at(Instant instant) {
    return new AtTrigger(instant);
  }

  /** Every {@code interval}, counted from 1970-01-01T00:00Z until a start is given. */
  static EveryTrigger every(Duration interval) {
    return new EveryTrigger(interval, Instant.EPOCH, Instant.MAX);
  }

  /**
   * When the clock on the wall of {@code zone} shows a time of {@code expression}.
   *
   * @throws CronRefused when the expression cannot be read
   */
  static CronTrigger cron(String expression, ZoneId zone) {
    return cron(CronExpression.parse(expression), zone);
  }

  /** When the clock on the wall of {@code zone} shows a time of {@code expression}. */
  static CronTrigger cron(CronExpression expression, ZoneId zone) {
    return new CronTrigger(expression, zone, DaylightSaving.RUN_ONCE, Window.ALWAYS);
  }

  /**
   * On every {@code step}-th date from {@code first} on, at its time of day; days that do not
   * exist, such as 31 February, are skipped.
   */
  static CalendarTrigger calendar(Period step, LocalDateTime first, ZoneId zone) {
    return new CalendarTrigger(step, first, zone, DaylightSaving.RUN_ONCE, Instant.MAX);
  }

  /** When all are due at the very same time. */
  static AndTrigger and(Trigger... triggers) {
    return and(Duration.ZERO, triggers);
  }

  /** When all are due within {@code threshold} of each other: at the earliest of these times. */
  static AndTrigger and(Duration threshold, Trigger... triggers) {
    return new AndTrigger(List.of(triggers), threshold);
  }

  /** When any of them is due; once when several are at the same time. */
  static OrTrigger or(Trigger... triggers) {
    return new OrTrigger(List.of(triggers));
  }

  /**
   * The first time after {@code after}.
   *
   * @throws SearchExhausted when an {@code and} within it does not agree for very long
   */
  default Optional<Instant> nextAfter(Instant after) {
    return fireAfter(after).map(Fire::at);
  }

  /**
   * The last time before {@code before}.
   *
   * @throws SearchExhausted when an {@code and} within it has not agreed for very long
   */
  default Optional<Instant> previousBefore(Instant before) {
    return fireBefore(before).map(Fire::at);
  }

  /** As {@link #nextAfter}, with the time that was meant before any jitter. */
  default Optional<Fire> fireAfter(Instant after) {
    return new Walk().after(this, after);
  }

  /** As {@link #previousBefore}, with the time that was meant before any jitter. */
  default Optional<Fire> fireBefore(Instant before) {
    return new Walk().before(this, before);
  }

  /** All that come after {@code after}, in order, found one by one as they are asked for. */
  default Stream<Fire> firesAfter(Instant after) {
    return Stream.iterate(
            fireAfter(after), Optional::isPresent, fire -> fire.flatMap(f -> fireAfter(f.at())))
        .flatMap(Optional::stream);
  }

  /**
   * The first {@code count} times after {@code after}, fewer when it ends.
   *
   * @param count 0 to {@value #MOST_PREVIEWED}
   * @throws IllegalArgumentException when {@code count} is out of its range
   */
  default List<Instant> preview(Instant after, int count) {
    if (count < 0 || count > MOST_PREVIEWED) {
      throw new IllegalArgumentException(
          "a preview has 0 to %d times, %d were asked for".formatted(MOST_PREVIEWED, count));
    }
    return firesAfter(after).limit(count).map(Fire::at).toList();
  }

  /** The same, each time put off by less than {@code bound}, and never to the next time. */
  default JitterTrigger jitter(Duration bound) {
    return new JitterTrigger(this, bound, "");
  }

  /**
   * The same with {@code seed} – the schedule's id – choosing what {@code H} and jitter come to, so
   * that schedules with the same rule are not all due at once.
   */
  Trigger seeded(String seed);

  /** In English, with its zone. */
  String explain();
}
