package dev.percheron.cli.bench;

import dev.percheron.api.Handler;

/** Jobs for children, besides those that do nothing. */
final class HostedJobs {
  private HostedJobs() {}

  /** Ends its child. */
  @Handler("bench.halt")
  static void halt() {
    Runtime.getRuntime().halt(1);
  }

  /** Says which process it is in. */
  @Handler("bench.where")
  static long where() {
    return ProcessHandle.current().pid();
  }
}
