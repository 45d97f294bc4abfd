package dev.percheron.api;

/** How far up the ladder an executor had to climb to end an attempt. */
public enum Rung {
  /** It had not started. */
  NOT_STARTED,
  /** The handler saw its cancellation token, or ended by itself meanwhile. */
  TOKEN,
  /** It ended after an interrupt. */
  INTERRUPT,
  /** It was killed. */
  KILL,
  /**
   * It could not be stopped: its slot was replaced, its thread is reported as stuck, and nothing it
   * still does counts.
   */
  FENCED
}
