package dev.percheron.schedule;

import java.time.Instant;

/**
 * From when to when a trigger is due; both ends belong to it. A time without jitter counts.
 *
 * @param start nothing is due before; {@link Instant#MIN} when it has always been
 * @param end nothing is due after; {@link Instant#MAX} when it never ends
 */
public record Window(Instant start, Instant end) {
  /** Without start and end. */
  public static final Window ALWAYS = new Window(Instant.MIN, Instant.MAX);

  /**
   * @throws IllegalArgumentException when it ends before it starts
   */
  public Window {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException(
          "a trigger ends after it starts: start %s, end %s".formatted(start, end));
    }
  }

  /** Whether it has a start. */
  public boolean hasStart() {
    return !start.equals(Instant.MIN);
  }

  /** Whether it has an end. */
  public boolean hasEnd() {
    return !end.equals(Instant.MAX);
  }

  boolean contains(Instant instant) {
    return !instant.isBefore(start) && !instant.isAfter(end);
  }

  /** In words, with a space before; empty without start and end. */
  String explain() {
    return (hasStart() ? " from " + start : "") + (hasEnd() ? " until " + end : "");
  }
}
