package dev.percheron.exec.process;

import java.time.Duration;

/** A child that is a JVM of its own: what its job has left in it. */
final class OwnJvm implements Premises {
  /** Nobody starts a thread and ends in less. */
  private static final long SHORT = Duration.ofNanos(40_000).toNanos();

  private final Marks marks;
  private final int threads = threads();

  OwnJvm(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void begin(long attempt) {
    marks.begin(attempt);
  }

  @Override
  public boolean end() {
    return marks.end();
  }

  @Override
  public String residue(long nanos) {
    if (isFull()) {
      System.gc(); // most of it may be garbage
      if (isFull()) {
        return "memory";
      }
    }
    return nanos > SHORT && threads() > threads ? "threads" : "";
  }

  private static boolean isFull() {
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory() > runtime.maxMemory() / 2;
  }

  /** Threads that would keep this JVM alive. */
  private static int threads() {
    var group = Thread.currentThread().getThreadGroup();
    var found = new Thread[group.activeCount() + 8];
    int all = group.enumerate(found, true);
    int count = 0;
    for (int i = 0; i < all; i++) {
      count += found[i].isDaemon() ? 0 : 1;
    }
    return count;
  }
}
