package dev.percheron.api;

/**
 * What an executor really enforces. A job or queue that asks for more is refused where it is made.
 */
public enum Capability {
  /** A running attempt can be interrupted; code that ignores the interrupt goes on. */
  INTERRUPT,
  /** A running attempt can be stopped whatever its code does. */
  KILL,
  /** An attempt's outcome is decided at its time limit and its slot is free again soon after. */
  TIME_LIMIT,
  /** An attempt cannot use more memory than its limit. */
  MEMORY_LIMIT,
  /** An attempt cannot use more processor time than its limit. */
  CPU_LIMIT,
  /** An attempt that ends its process takes neither the worker nor its neighbours along. */
  CRASH_ISOLATION,
  /** What an attempt prints is kept with it. */
  OUTPUT_CAPTURE,
  /** All attempts of the queue run on one thread. */
  THREAD_AFFINITY
}
