package dev.percheron.api;

/** Hears what happens in a worker. */
@FunctionalInterface
public interface JobEventListener {
  /**
   * Called for one event after the other, on a thread that serves this listener alone. One that
   * throws is logged; one that is slow misses events once its buffer is full, and is told how many
   * in the log. Neither disturbs a job or another listener.
   */
  void on(JobEvent event);
}
