package dev.percheron.checks.crash;

import dev.percheron.checks.crash.Kind.End;

/**
 * One line of a history: something that one process saw or did. {@code process} is the number that
 * the driver gave to the process when it started it, never used twice; {@code nanos} is {@link
 * System#nanoTime()}, which all processes of one machine share.
 */
public sealed interface Entry {
  /**
   * A push is about to be made.
   *
   * @param number the job's own number, never used twice
   * @param batch what it is pushed together with
   * @param kind what it does
   * @param key its unique key; {@code -} for none
   */
  record Pushing(long number, long batch, Kind kind, String key) implements Entry {}

  /** A push has returned. */
  record Acked(long number, long job, boolean isNew) implements Entry {}

  /** A push was refused: the store said that nothing was stored. */
  record Refused(long number) implements Entry {}

  /** A handler began. */
  record Started(long job, long number, int attempt, long claim, long process, long nanos)
      implements Entry {}

  /** A handler came to its end. */
  record Ended(long job, int attempt, long claim, End end, long process, long nanos)
      implements Entry {}

  /** The store has answered what a worker wanted to write because of an end. */
  record Answered(long job, int attempt, long claim, Answer answer, long process, long nanos)
      implements Entry {}

  /** A worker noticed that it had lost its lease. */
  record LeaseLost(long worker, long process, long nanos) implements Entry {}

  /**
   * What the driver did to a process, or to the store – then {@code process} is 0. What injures is
   * written before, what heals after.
   */
  record Struck(Blow blow, long process, long nanos) implements Entry {}

  /** What was written because of an end. */
  enum Answer {
    /** The job succeeded. */
    SUCCEEDED(true),
    /** Another attempt follows. */
    RETRYING(true),
    /** The job failed for good. */
    FAILED(true),
    /** The worker stopped it; it runs again without an attempt used up. */
    PUT_OFF(false),
    /** Nothing: the claim had been taken over. */
    REVOKED(false);

    private final boolean counts;

    Answer(boolean counts) {
      this.counts = counts;
    }

    /** Whether the attempt was used up by it. */
    boolean counts() {
      return counts;
    }
  }

  /** What the driver does. */
  enum Blow {
    /** {@code kill -9}. */
    KILL,
    /** {@code kill -STOP}. */
    FREEZE,
    /** {@code kill -CONT}. */
    THAW,
    /** The store's server is ended. */
    STOP_STORE,
    /** It accepts connections again. */
    START_STORE,
    /** Those who can be cut off cannot reach the store. */
    CUT,
    /** They can again. */
    MEND
  }
}
