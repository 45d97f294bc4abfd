package dev.percheron.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a handler knows about the attempt it is. The same on every executor.
 *
 * <p>Had as {@link #current()} on the thread that runs the handler, or as the handler's first
 * parameter, which may be handed to other threads: every method is safe for use by many threads.
 * After the attempt has ended – also when it was fenced – nothing written here counts any more.
 */
public interface JobContext {
  /** Where executors bind the context of the running attempt. For executors, not for handlers. */
  ScopedValue<JobContext> SCOPE = ScopedValue.newInstance();

  /**
   * The context of the attempt that runs on this thread.
   *
   * @throws IllegalStateException outside a handler
   */
  static JobContext current() {
    if (!SCOPE.isBound()) {
      throw new IllegalStateException(
          "no job runs on this thread; take a JobContext as a parameter of the handler and hand it"
              + " to the threads you make");
    }
    return SCOPE.get();
  }

  /** The attempt: job, number, queue, arguments, fencing token. */
  Attempt attempt();

  /** When the handler started. */
  Instant startedAt();

  /** When the time limit ends the attempt; empty without a limit. */
  Optional<Instant> deadline();

  /** The metadata as it stands now; an unmodifiable copy. */
  Map<String, String> metadata();

  /**
   * Sets one entry of the metadata; stored when the attempt ends, however it ends.
   *
   * @throws IllegalArgumentException when the key is not a name (see {@link Names}) or the value
   *     has more than 10,000 characters
   */
  void metadata(String key, String value);

  /** Tells how far the attempt is; the latest is kept, those in between may be skipped. */
  void progress(Progress progress);

  /** Tells how far the attempt is: {@code done} of {@code total}. */
  default void progress(long done, long total) {
    progress(new Progress(done, total, ""));
  }

  /**
   * Adds a line to the attempt's log. The log is bounded: past its bound lines are counted, not
   * kept.
   */
  void log(String line);

  /** Whether somebody wants this attempt to stop. Long handlers ask now and then. */
  boolean isCancelled();

  /**
   * Runs {@code action} when somebody wants this attempt to stop; at once when that is so already.
   * The action runs on a thread of the executor and must be quick.
   */
  void onCancel(Runnable action);

  /**
   * Returns when nobody wants this attempt to stop.
   *
   * @throws CancelJob otherwise; let it pass, and the attempt ends as cancelled
   */
  default void throwIfCancelled() {
    if (isCancelled()) {
      throw new CancelJob("stopped at its own check");
    }
  }

  /**
   * Ends the handler: {@code throw JobContext.snooze(…)} runs the job again after {@code delay}
   * without using up an attempt.
   */
  static SnoozeJob snooze(Duration delay) {
    return new SnoozeJob(delay);
  }
}
