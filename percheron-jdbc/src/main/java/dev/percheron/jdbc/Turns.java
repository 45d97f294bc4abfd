package dev.percheron.jdbc;

/**
 * Turns that come one in every gap in the long run, and some at once after a rest. For one thread.
 */
final class Turns {
  private final long gap;
  private final int atOnce;
  private long next;

  /**
   * @param gap nanoseconds between two turns
   * @param atOnce how many may be taken together after a rest, at least 1
   * @param now in nanoseconds, as in {@link #take}
   */
  Turns(long gap, int atOnce, long now) {
    this.gap = gap;
    this.atOnce = atOnce;
    this.next = now - atOnce * gap;
  }

  /** Takes a turn; says how many nanoseconds to wait before the next, 0 or less for none. */
  long take(long now) {
    next = Math.max(next, now - atOnce * gap) + gap;
    return next - now;
  }
}
