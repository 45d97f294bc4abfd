package dev.percheron.cli.demo;

import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import java.util.concurrent.CountDownLatch;

/** Jobs that misbehave, so that one can see what becomes of them. */
final class Misfits {
  /** The attempt with which {@link #flaky} succeeds. */
  static final int GOOD_ATTEMPT = 3;

  private Misfits() {}

  /** Fails twice, then succeeds. */
  @Handler("demo.flaky")
  static String flaky() {
    int attempt = JobContext.current().attempt().number();
    JobContext.current().log("attempt " + attempt + " of " + GOOD_ATTEMPT);
    if (attempt < GOOD_ATTEMPT) {
      throw new IllegalStateException("not yet: this was attempt " + attempt);
    }
    return "succeeded with attempt " + attempt;
  }

  /** Always fails. */
  @Handler("demo.broken")
  @SuppressWarnings("DoNotCallSuggester") // it is what it is for
  static void broken() {
    throw new UnsupportedOperationException("this job always fails, on purpose");
  }

  /** Overruns its time limit. */
  @Handler("demo.slow")
  static void slow() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** Goes on until it is cancelled. */
  @Handler("demo.endless")
  static void endless() throws InterruptedException {
    JobContext.current().log("waiting to be cancelled");
    new CountDownLatch(1).await();
  }
}
