package dev.percheron.checks.crash;

import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import dev.percheron.checks.crash.Entry.Ended;
import dev.percheron.checks.crash.Entry.Started;
import dev.percheron.checks.crash.Kind.End;
import java.util.concurrent.locks.LockSupport;

/** What the jobs of a crash run do: they write down that they began and how they ended. */
final class CrashHandlers {
  /** What a job throws that is meant to. */
  static final class Planned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Planned(String message) {
      super(message);
    }
  }

  private final HistoryWriter history;
  private final long process;

  CrashHandlers(HistoryWriter history, long process) {
    this.history = history;
    this.process = process;
  }

  /** Runs one attempt. */
  @Handler(Kind.HANDLER)
  void run(JobContext context, long number, String kind) {
    var attempt = context.attempt();
    history.add(
        new Started(
            attempt.job().value(),
            number,
            attempt.number(),
            attempt.claim().value(),
            process,
            System.nanoTime()));
    var end = work(context, Kind.valueOf(kind));
    history.add(
        new Ended(
            attempt.job().value(),
            attempt.number(),
            attempt.claim().value(),
            end,
            process,
            System.nanoTime()));
    finish(context, end);
  }

  private static End work(JobContext context, Kind kind) {
    long until = System.nanoTime() + kind.work().toNanos();
    for (long left = kind.work().toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted() || context.isCancelled()) {
        return End.STOPPED;
      }
    }
    return kind.fails(context.attempt().number()) ? End.THREW : End.RETURNED;
  }

  private static void finish(JobContext context, End end) {
    switch (end) {
      case RETURNED -> {}
      case THREW -> throw new Planned("as it should");
      case STOPPED -> context.throwIfCancelled();
    }
  }
}
