package dev.percheron.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Due at {@code start}, and then whenever {@code interval} has passed again. Times are counted from
 * the start, never from the time before, so they do not drift.
 *
 * @param interval 1 ms to 36,600 days
 * @param start the first time; 1970-01-01T00:00Z by default, so that an interval of 15 minutes is
 *     due at each quarter of an hour and a schedule that is declared again keeps its times
 * @param end nothing is due after; {@link Instant#MAX} when it never ends
 */
public record EveryTrigger(Duration interval, Instant start, Instant end) implements Trigger {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /**
   * @throws IllegalArgumentException when the interval or an instant is out of its range, or the
   *     end before the start
   */
  public EveryTrigger {
    Ranges.checkLength("an interval", interval, SHORTEST);
    Ranges.checkInstant("a trigger's start", start);
    Ranges.checkWindow(new Window(start, end));
  }

  /** The same, with its first time at {@code instant}, and counted from there. */
  public EveryTrigger from(Instant instant) {
    return new EveryTrigger(interval, instant, end);
  }

  /** The same, with nothing due after {@code instant}. */
  public EveryTrigger until(Instant instant) {
    return new EveryTrigger(interval, start, instant);
  }

  @Override
  public EveryTrigger seeded(String seed) {
    return this;
  }

  @Override
  public String explain() {
    var first = start.equals(Instant.EPOCH) ? Instant.MIN : start;
    return "every " + Words.every(interval) + new Window(first, end).explain();
  }

  Optional<Instant> after(Instant after) {
    return after.isBefore(start) ? Optional.of(start) : within(time(count(after) + 1));
  }

  Optional<Instant> before(Instant before) {
    var last = before.isAfter(end) ? end : before.minusNanos(1);
    return last.isBefore(start) ? Optional.empty() : Optional.of(time(count(last)));
  }

  /** How many intervals have passed since the start. */
  private long count(Instant instant) {
    return Duration.between(start, instant).dividedBy(interval);
  }

  private Instant time(long count) {
    return start.plus(interval.multipliedBy(count));
  }

  private Optional<Instant> within(Instant instant) {
    return Optional.of(instant).filter(at -> !at.isAfter(end));
  }
}
