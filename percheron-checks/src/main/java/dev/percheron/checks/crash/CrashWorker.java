package dev.percheron.checks.crash;

import java.nio.file.Path;
import java.time.Duration;

/** A process that runs jobs. Arguments: store URL, folder, its number, the lease. */
final class CrashWorker {
  /** More than a run can kill: no job is parked for its workers' deaths. */
  private static final int NEVER_POISON = 1_000_000;

  private CrashWorker() {}

  /** Works until it is let go, or killed. */
  public static void main(String[] args) throws InterruptedException {
    var leash = Leash.watch();
    long process = Long.parseLong(args[2]);
    try (var history = HistoryWriter.open(History.file(Path.of(args[1]), "worker-" + process));
        var percheron = Patience.open(args[0], leash);
        var worker =
            percheron
                .handlers(new CrashHandlers(history, process))
                .worker()
                .name(StoreContent.workerName(process))
                .lease(Duration.parse(args[3]))
                .mostKills(NEVER_POISON)
                .listen(new AnswerListener(history, process))
                .start()) {
      System.err.println("worker " + worker.id());
      leash.await();
    }
  }
}
