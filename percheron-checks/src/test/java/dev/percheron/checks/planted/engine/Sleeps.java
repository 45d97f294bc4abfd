package dev.percheron.checks.planted.engine;

import static java.util.concurrent.TimeUnit.SECONDS;

/** Waits for nothing. */
final class Sleeps {
  void byThread() throws InterruptedException {
    Thread.sleep(1);
  }

  void byUnit() throws InterruptedException {
    SECONDS.sleep(1);
  }
}
