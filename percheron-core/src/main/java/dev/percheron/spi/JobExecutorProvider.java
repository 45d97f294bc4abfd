package dev.percheron.spi;

import dev.percheron.api.Capability;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Queue;
import java.util.Set;

/**
 * Makes executors of one kind. Found through {@link java.util.ServiceLoader} by its alias, the word
 * that queues name it with, the same in code, properties, command line and queue row.
 */
public interface JobExecutorProvider {
  /** The alias, such as {@code threads}. */
  String alias();

  /** What its executors enforce; known without starting one, so that a push can be refused. */
  Set<Capability> capabilities();

  /** How many attempts run at once when the queue does not say. */
  int defaultConcurrency();

  /**
   * Checks the options of a queue that names this alias.
   *
   * @throws IllegalArgumentException when one is unknown or out of its range; the message lists
   *     what is known
   */
  void check(Queue queue);

  /**
   * Checks a job that is pushed to a queue of this alias, so that what could never run there is
   * refused where it is made. Takes everything unless overridden; must be quick.
   *
   * @throws IllegalArgumentException when it could not; the message says what to do
   */
  default void check(Queue queue, JobSpec job) {}

  /** A new executor, not started. */
  JobExecutor create();
}
