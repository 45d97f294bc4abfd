package dev.percheron.checks.crash;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Ties a child to its driver: the end of the child's standard input is the driver's wish – or its
 * death – and the child ends.
 */
final class Leash {
  private final CountDownLatch let = new CountDownLatch(1);

  private Leash() {}

  /** Watches the standard input of this process on a thread of its own. */
  static Leash watch() {
    var leash = new Leash();
    Thread.ofPlatform().daemon().name("leash").start(leash::read);
    return leash;
  }

  /** Whether this process is to end. */
  boolean isLetGo() {
    return let.getCount() == 0;
  }

  /** Waits until this process is to end. */
  void await() throws InterruptedException {
    let.await();
  }

  private void read() {
    try {
      while (System.in.read() >= 0) {
        // the driver says nothing: only the end counts
      }
    } catch (IOException e) {
      System.err.println("standard input: " + e);
    } finally {
      let.countDown();
    }
  }
}
