package dev.percheron.testkit.executor.process;

/** What children may be told to run before they are ready. */
final class Initialisers {
  private Initialisers() {}

  /** Counts how often it has run in this JVM. */
  static final class Counting implements Runnable {
    private static int count;

    static synchronized int count() {
      return count;
    }

    @Override
    public void run() {
      synchronized (Counting.class) {
        count++;
      }
    }
  }

  /** Throws. */
  static final class Throwing implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("no licence");
    }
  }
}
