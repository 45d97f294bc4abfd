package dev.percheron.spi;

import dev.percheron.api.JobId;

/**
 * Something that a worker is asked to do by somebody who can reach the store but not the worker.
 */
public sealed interface Errand {
  /** To take no more jobs, let those end that run, and end itself. */
  record Drain() implements Errand {}

  /**
   * To tell where a running job is.
   *
   * @param job which
   */
  record Stack(JobId job) implements Errand {}
}
