package dev.percheron.spi;

import java.time.Duration;

/**
 * Runs small actions later. Injected, so that tests hold the clock. Actions must be quick; one that
 * throws disturbs no other.
 */
public interface Timer {
  /**
   * Runs {@code action} once after {@code delay}, unless the alarm is stopped before.
   *
   * @param delay zero or negative means as soon as possible, still on the timer's own thread
   */
  Alarm after(Duration delay, Runnable action);

  /** An action that has been asked for. */
  @FunctionalInterface
  interface Alarm {
    /** Takes it back; does nothing when it has run or runs. */
    void stop();
  }
}
