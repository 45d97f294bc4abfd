package dev.percheron.api;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a job. The legal moves are the data below; {@code docs/state-machine.md} is printed
 * from them and every move has a test in the store contract.
 */
public enum JobState {
  /** Due later: delayed, snoozed, or waiting between two attempts. */
  SCHEDULED("due later: delayed, snoozed, or between two attempts"),
  /** May be claimed now. */
  READY("may be claimed now"),
  /** Part of a worker's claim. */
  RUNNING("part of a worker's claim"),
  /** Ended: an attempt succeeded. */
  SUCCEEDED("ended: an attempt succeeded"),
  /** Ended: attempts used up, or given up, or unreadable; kept and shown. */
  FAILED("ended: attempts used up, given up, or unreadable"),
  /** Ended: cancelled before or while it ran. */
  CANCELLED("ended: cancelled before or while it ran"),
  /** Ended: its start deadline passed before it started. */
  EXPIRED("ended: its start deadline passed before it started");

  private final String meaning;

  JobState(String meaning) {
    this.meaning = meaning;
  }

  /** One line that says what the state means. */
  public String meaning() {
    return meaning;
  }

  /** Whether nothing follows by itself any more. */
  public boolean isEnd() {
    return switch (this) {
      case SCHEDULED, READY, RUNNING -> false;
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> true;
    };
  }

  /** The states that an unfinished job can be in. */
  public static Set<JobState> unfinished() {
    return EnumSet.of(SCHEDULED, READY, RUNNING);
  }

  /** Whether {@code next} may follow this state in one move. */
  public boolean mayBecome(JobState next) {
    for (var move : Move.values()) {
      if (move.from == this && move.to == next) {
        return true;
      }
    }
    return false;
  }

  /**
   * The legal moves: each row names the state before, the state after, and what makes it happen.
   */
  public enum Move {
    PROMOTE(SCHEDULED, READY, "its time has come"),
    CANCEL_SCHEDULED(SCHEDULED, CANCELLED, "cancelled before it was due"),
    CLAIM(READY, RUNNING, "a worker claimed it"),
    CANCEL_READY(READY, CANCELLED, "cancelled while it waited"),
    PARK(READY, FAILED, "its row cannot be read"),
    SUCCEED(RUNNING, SUCCEEDED, "the attempt succeeded"),
    RETRY_LATER(RUNNING, SCHEDULED, "the attempt failed and another is allowed, or it was snoozed"),
    GIVE_BACK(
        RUNNING, READY, "it never started, or its worker died and another attempt is allowed"),
    FAIL(RUNNING, FAILED, "the attempt failed and no other is allowed"),
    CANCEL_RUNNING(RUNNING, CANCELLED, "cancelled while it ran"),
    EXPIRE(RUNNING, EXPIRED, "claimed after its start deadline"),
    RETRY_FAILED(FAILED, READY, "retried by a person"),
    RETRY_CANCELLED(CANCELLED, READY, "retried by a person"),
    RETRY_EXPIRED(EXPIRED, READY, "retried by a person");

    private final JobState from;
    private final JobState to;
    private final String cause;

    Move(JobState from, JobState to, String cause) {
      this.from = from;
      this.to = to;
      this.cause = cause;
    }

    /** The state before. */
    public JobState from() {
      return from;
    }

    /** The state after. */
    public JobState to() {
      return to;
    }

    /** What makes it happen, in a few words. */
    public String cause() {
      return cause;
    }
  }
}
