package dev.percheron.exec.process;

import dev.percheron.api.JobId;
import dev.percheron.api.Outcome;
import dev.percheron.spi.CloseReport;
import java.util.List;

/** Counts what becomes of the attempts that were there when their executor was closed. */
final class Tally {
  private int finished; // guarded by this
  private int cancelled; // guarded by this
  private int returned; // guarded by this

  synchronized void count(Outcome outcome) {
    switch (outcome) {
      case Outcome.NotStarted n -> returned++;
      case Outcome.Cancelled c -> cancelled++;
      case Outcome.Succeeded s -> finished++;
      case Outcome.Failed f -> finished++;
      case Outcome.TimedOut t -> finished++;
      case Outcome.Crashed c -> finished++;
      case Outcome.Expired e -> finished++;
      case Outcome.Lost l -> finished++;
      case Outcome.Snoozed s -> finished++;
    }
  }

  synchronized CloseReport report(List<JobId> abandoned) {
    return new CloseReport(finished, cancelled, returned, abandoned);
  }
}
