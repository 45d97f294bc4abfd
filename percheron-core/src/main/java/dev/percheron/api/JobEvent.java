package dev.percheron.api;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that happened in this worker. Listeners get the events of one job in their order, on a
 * thread of their own; an event about an end is sent after the end has been stored.
 */
public sealed interface JobEvent {
  /** When. */
  Instant at();

  /** An attempt was handed to its executor's handler and began. */
  record Started(Attempt attempt, Instant at) implements JobEvent {}

  /** A job succeeded. {@code ran} is how long the last attempt took. */
  record Succeeded(Attempt attempt, Duration ran, Instant at) implements JobEvent {}

  /** An attempt failed in some way and another will follow after {@code delay}. */
  record Retrying(Attempt attempt, String outcome, Failure failure, Duration delay, Instant at)
      implements JobEvent {}

  /** A job failed for good. */
  record Failed(Attempt attempt, String outcome, Failure failure, Instant at) implements JobEvent {}

  /** A job was cancelled while this worker had it. */
  record Cancelled(Attempt attempt, String reason, Rung rung, Instant at) implements JobEvent {}

  /** A job's start deadline passed before it started. */
  record Expired(Attempt attempt, Instant at) implements JobEvent {}

  /** A handler asked to be called again after {@code delay}. */
  record Snoozed(Attempt attempt, Duration delay, Instant at) implements JobEvent {}

  /** An attempt's end came too late: its claim had been taken over, so it was dropped. */
  record Revoked(Attempt attempt, Instant at) implements JobEvent {}

  /** A thread goes on although its attempt was ended; {@code stack} shows where it is. */
  record Stuck(Attempt attempt, String stack, Instant at) implements JobEvent {}

  /** A thread that was stuck has ended after all. */
  record Unstuck(Attempt attempt, Instant at) implements JobEvent {}

  /** A handler has held the one thread of its executor for {@code held}; others wait behind it. */
  record Blocking(Attempt attempt, Duration held, String stack, Instant at) implements JobEvent {}

  /** A job was taken over from a worker that is gone. */
  record Rescued(JobId job, WorkerId from, JobState next, Instant at) implements JobEvent {}

  /** Nothing of a queue is taken in this worker, for {@code reason}. */
  record QueueParked(String queue, String reason, Instant at) implements JobEvent {}

  /** A queue that was parked is served again. */
  record QueueServed(String queue, Instant at) implements JobEvent {}

  /** The worker lost its lease, for {@code reason}, and stops what it runs. */
  record LeaseLost(WorkerId worker, String reason, Instant at) implements JobEvent {}

  /** One of the worker's loops met trouble and goes on after a pause. */
  record Trouble(String loop, Failure failure, Instant at) implements JobEvent {}
}
