package dev.percheron.checks.bench;

/** What is measured. */
enum Measure {
  /** Pushes of one job from one thread. */
  PUSH("push, 1 thread", "1/s"),
  /** The same from eight threads. */
  PUSH_8("push, 8 threads", "1/s"),
  /** Pushes of thousands. */
  BATCH("batch push", "1/s"),
  /** One worker runs all that waits. */
  DRAIN("drain, 1 worker", "1/s"),
  /** Two workers run all that waits. */
  DRAIN_2("drain, 2 workers", "1/s"),
  /** From a push to the start of its job in another process, half of them. */
  OTHER_P50("other process p50", "ms"),
  /** The same, 99 of 100. */
  OTHER_P99("other process p99", "ms"),
  /** From a push to the start of its job in the process that pushes, half of them. */
  SAME_P50("same process p50", "ms"),
  /** The same, 99 of 100. */
  SAME_P99("same process p99", "ms"),
  /** What the worker uses for 10,000 jobs of a drain. */
  CPU_WORKER("CPU of the worker", "s/10k jobs"),
  /** What the server uses for them. */
  CPU_SERVER("CPU of the server", "s/10k jobs"),
  /** What a job that is pushed in a batch and drained adds to the write-ahead log. */
  WAL("WAL", "B/job"),
  /** A drain with few waiting. */
  BACKLOG_10K("drain, 10 k waiting", "1/s"),
  /** The beginning of a drain with very many waiting. */
  BACKLOG_1M("drain, 1 M waiting", "1/s"),
  /** The same with ten times as many. */
  BACKLOG_10M("drain, 10 M waiting", "1/s"),
  /** Push and drain again and again. */
  CLEAN("drains one after another", "1/s"),
  /** The same while another session holds an old snapshot. */
  SNAPSHOT("the same, old snapshot held", "1/s");

  private final String shown;
  private final String unit;

  Measure(String shown, String unit) {
    this.shown = shown;
    this.unit = unit;
  }

  String shown() {
    return shown;
  }

  String unit() {
    return unit;
  }
}
