package dev.percheron.exec;

import dev.percheron.api.JobId;
import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import dev.percheron.spi.CloseReport;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Counts what becomes of the attempts that were there when their executor was closed. */
final class Closing {
  private final CountDownLatch over = new CountDownLatch(1);
  private int finished; // guarded by this
  private int cancelled; // guarded by this
  private int returned; // guarded by this

  synchronized void count(Outcome outcome) {
    switch (outcome) {
      case Outcome.NotStarted n -> returned++;
      case Outcome.Cancelled c when c.rung() != Rung.FENCED -> cancelled++;
      case Outcome.Cancelled c -> {} // its thread goes on, so it is among the abandoned
      case Outcome.TimedOut t when t.rung() == Rung.FENCED -> {}
      case Outcome.Succeeded s -> finished++;
      case Outcome.Failed f -> finished++;
      case Outcome.TimedOut t -> finished++;
      case Outcome.Crashed c -> finished++;
      case Outcome.Expired e -> finished++;
      case Outcome.Lost l -> finished++;
      case Outcome.Snoozed s -> finished++;
    }
  }

  /** Nothing is left to wait for, or nobody wants to wait any longer. */
  void end() {
    over.countDown();
  }

  void await() throws InterruptedException {
    over.await();
  }

  synchronized CloseReport report(List<JobId> abandoned) {
    return new CloseReport(finished, cancelled, returned, abandoned);
  }
}
