package dev.percheron.spi;

import dev.percheron.api.Attempt;
import dev.percheron.api.Capability;
import java.util.Set;

/**
 * Where attempts run. An executor takes one attempt when it has a free slot, runs the handler
 * somewhere and reports one outcome. Queueing, retries, uniqueness, rates and durability are not
 * its business.
 *
 * <p>One executor object serves one queue in one worker. All methods may be called from any thread.
 * The contract in {@code percheron-testkit} ({@code JobExecutorContract}) decides what is an
 * executor; most are made by subclassing {@code dev.percheron.exec.ConcurrentExecutor}.
 *
 * <p>Rules: resources are made in {@link #start}, never in a constructor; after {@link #close} it
 * can be started again. The clock of a time limit and of {@code startedAt} starts when the handler
 * really starts. A handler that returns a stage or a future is awaited. An attempt with a limit
 * that the executor does not declare ends as failed without being started.
 */
public interface JobExecutor {
  /**
   * Takes resources and begins to accept attempts.
   *
   * @throws IllegalStateException when it is started already
   * @throws IllegalArgumentException when an option is unknown or out of its range; the queue is
   *     then parked with the message as its reason
   */
  void start(ExecutorContext context);

  /** What it really enforces. */
  Set<Capability> capabilities();

  /** How many attempts may run at once; at least 1. Valid once started. */
  int concurrency();

  /** How many attempts it has: submitted and not ended. Fenced ones have ended. */
  int running();

  /** How many more it would take now; 0 when closed or unhealthy, never negative. */
  int freeSlots();

  /** Whether it can be given work, and why not. */
  ExecutorHealth health();

  /**
   * Runs one attempt and returns at once (except on the {@code direct} executor). Whatever happens,
   * {@code listener} hears the end exactly once; without a free slot or after close that is at
   * once, with {@code NotStarted}.
   *
   * @return a handle to stop it
   */
  RunningAttempt submit(Attempt attempt, AttemptListener listener);

  /**
   * How many attempts it would take now beyond its free slots, to wait inside it until one of those
   * that run has ended: worth it when jobs are so short that fetching the next takes longer than
   * running it. An attempt that waits has not started, and goes back uncounted when it cannot.
   */
  default int roomAhead() {
    return 0;
  }

  /**
   * As {@link #submit}, but an attempt that finds no free slot may wait inside, when there is
   * {@link #roomAhead}.
   */
  default RunningAttempt submitAhead(Attempt attempt, AttemptListener listener) {
    return submit(attempt, listener);
  }

  /**
   * Stops taking attempts, gives back those not started, and waits for the others as {@code
   * shutdown} says. Returns when all have ended or have been abandoned. Calling it again does
   * nothing.
   */
  CloseReport close(Shutdown shutdown);

  /** An attempt that was submitted. */
  interface RunningAttempt {
    /**
     * Stops it, climbing as far as the executor can: cancellation token, interrupt, kill, each
     * after a grace. Returns at once; the end is told to the listener. Does nothing when it has
     * ended.
     */
    void cancel(String reason);

    /**
     * Where it is now: the stack of the thread that runs its handler, as text, for people. Empty
     * when it does not run at this moment, or this executor cannot tell.
     */
    default String stack() {
      return "";
    }
  }
}
