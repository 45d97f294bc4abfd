package dev.percheron.cli.worker;

import dev.percheron.api.Attempt;
import dev.percheron.api.Durations;
import dev.percheron.api.JobEvent;
import dev.percheron.api.JobEventListener;
import dev.percheron.cli.talk.Console;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Says on stderr, one line each, what happens in a worker that people should know. */
final class Reporter implements JobEventListener {
  private final Console console;
  private final boolean all;

  /**
   * @param all also what goes well
   */
  Reporter(Console console, boolean all) {
    this.console = console;
    this.all = all;
  }

  @Override
  public void on(JobEvent event) {
    said(event)
        .ifPresent(line -> console.say(event.at().truncatedTo(ChronoUnit.MILLIS) + " " + line));
  }

  private Optional<String> said(JobEvent event) {
    return switch (event) {
      case JobEvent.Started e -> ifAll(job(e.attempt()) + " started");
      case JobEvent.Succeeded e ->
          ifAll(job(e.attempt()) + " succeeded in " + Durations.shown(e.ran()));
      case JobEvent.Snoozed e ->
          ifAll(job(e.attempt()) + " comes back in " + Durations.shown(e.delay()));
      case JobEvent.Cancelled e -> ifAll(job(e.attempt()) + " cancelled: " + e.reason());
      case JobEvent.Retrying e -> Optional.of(retrying(e));
      case JobEvent.Failed e ->
          Optional.of(job(e.attempt()) + " " + e.outcome() + ": " + e.failure().summary());
      case JobEvent.Expired e -> Optional.of(job(e.attempt()) + " expired: started too late");
      default -> Optional.of(saidOfWorker(event));
    };
  }

  private static String saidOfWorker(JobEvent event) {
    return switch (event) {
      case JobEvent.Revoked e -> job(e.attempt()) + " ended too late: another worker has it";
      case JobEvent.Stuck e ->
          job(e.attempt()) + " goes on although it was ended; its thread is stuck";
      case JobEvent.Unstuck e -> job(e.attempt()) + " has ended after all";
      case JobEvent.Blocking e ->
          job(e.attempt()) + " has held its queue's one thread for " + Durations.shown(e.held());
      case JobEvent.Rescued e -> "job %s taken over from worker %s".formatted(e.job(), e.from());
      case JobEvent.QueueParked e -> "queue '%s' is parked: %s".formatted(e.queue(), e.reason());
      case JobEvent.QueueServed e -> "queue '%s' is served".formatted(e.queue());
      case JobEvent.LeaseLost e ->
          "the lease of worker %s is lost: %s".formatted(e.worker(), e.reason());
      case JobEvent.Trouble e -> "%s: %s".formatted(e.loop(), e.failure().summary());
      case JobEvent.Started e -> job(e.attempt());
      case JobEvent.Succeeded e -> job(e.attempt());
      case JobEvent.Snoozed e -> job(e.attempt());
      case JobEvent.Cancelled e -> job(e.attempt());
      case JobEvent.Retrying e -> job(e.attempt());
      case JobEvent.Failed e -> job(e.attempt());
      case JobEvent.Expired e -> job(e.attempt());
    };
  }

  private Optional<String> ifAll(String line) {
    return all ? Optional.of(line) : Optional.empty();
  }

  private static String retrying(JobEvent.Retrying event) {
    return "%s %s, again in %s: %s"
        .formatted(
            job(event.attempt()),
            event.outcome(),
            Durations.shown(event.delay()),
            event.failure().summary());
  }

  private static String job(Attempt attempt) {
    return "job %s (%s, attempt %d)"
        .formatted(attempt.job(), attempt.spec().handler(), attempt.number());
  }
}
