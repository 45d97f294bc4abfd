package dev.percheron.cli.bench;

/** Measures how long something takes. */
final class Stopwatch {
  /** Something to measure. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  private Stopwatch() {}

  /** How many a second, when {@code work} does {@code count}. */
  static double rate(int count, Work work) throws Exception {
    return count / (nanos(work) / 1e9);
  }

  /** Nanoseconds for each of {@code count}. */
  static double nanosEach(int count, Work work) throws Exception {
    return nanos(work) / count;
  }

  private static double nanos(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }
}
