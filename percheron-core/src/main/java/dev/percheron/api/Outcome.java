package dev.percheron.api;

import java.time.Duration;

/** How an attempt ended. */
public sealed interface Outcome {
  /**
   * The handler returned.
   *
   * @param result its value as JSON; {@code null} as JSON for none
   */
  record Succeeded(String result) implements Outcome {
    /** Success without a value. */
    public static final Succeeded NOTHING = new Succeeded("null");
  }

  /**
   * The handler threw, could not be found, its arguments did not fit or its result could not be
   * written.
   *
   * @param failure what happened
   */
  record Failed(Failure failure) implements Outcome {}

  /**
   * It overran its time limit.
   *
   * @param failure what is recorded, with the stack of the handler where it could be had
   * @param rung what it took to end it
   */
  record TimedOut(Failure failure, Rung rung) implements Outcome {}

  /**
   * It was cancelled.
   *
   * @param reason who or what wanted it
   * @param rung what it took to end it
   */
  record Cancelled(String reason, Rung rung) implements Outcome {}

  /**
   * Its process ended under it.
   *
   * @param failure the story: exit code, last output, stacks
   */
  record Crashed(Failure failure) implements Outcome {}

  /** Its start deadline had passed; it did not start. */
  record Expired() implements Outcome {}

  /**
   * Nobody knows: its worker was lost while it ran.
   *
   * @param failure which worker, and since when
   */
  record Lost(Failure failure) implements Outcome {}

  /**
   * The handler asked to be called again later; this does not use up an attempt.
   *
   * @param delay how much later
   */
  record Snoozed(Duration delay) implements Outcome {}

  /**
   * The executor gave it back untouched: an attempt that did not start is not an attempt.
   *
   * @param reason why
   */
  record NotStarted(String reason) implements Outcome {}

  /** The outcome's name in lower case with dashes, as stored and shown. */
  default String word() {
    return switch (this) {
      case Succeeded s -> "succeeded";
      case Failed f -> "failed";
      case TimedOut t -> "timed-out";
      case Cancelled c -> "cancelled";
      case Crashed c -> "crashed";
      case Expired e -> "expired";
      case Lost l -> "lost";
      case Snoozed s -> "snoozed";
      case NotStarted n -> "not-started";
    };
  }
}
