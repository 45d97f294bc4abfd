package dev.percheron.cli.demo;

import dev.percheron.api.Job;

/**
 * A job of the demo that has ended.
 *
 * @param expected what was pushed
 * @param job as it ended
 */
record Ended(Expected expected, Job job) {
  /** The result as JSON; {@code null} as JSON without one. */
  String result() {
    return job.status().result().orElse("null");
  }
}
