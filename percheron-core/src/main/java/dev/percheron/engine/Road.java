package dev.percheron.engine;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.JobEvent;
import dev.percheron.api.JobId;
import dev.percheron.api.Outcome;
import dev.percheron.api.Outcome.Cancelled;
import dev.percheron.api.Rung;
import dev.percheron.api.Settlement;
import dev.percheron.spi.Note;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The last stretch of a job's road: from the end of an attempt to its settlement and its events.
 */
final class Road implements QueueRunner.Listener, Settler.Answers {
  private final Decisions decisions;
  private final Registry registry;
  private final Events events;
  private final InstantSource time;
  private final Consumer<JobId> onSettled;
  private final Wakes wakes;
  private final Settler settler;

  Road(
      Parts parts, Decisions decisions, Registry registry, Consumer<JobId> onSettled, Wakes wakes) {
    this.decisions = decisions;
    this.registry = registry;
    this.events = parts.events();
    this.time = parts.time();
    this.onSettled = onSettled;
    this.wakes = wakes;
    this.settler = new Settler(parts.store(), parts.events(), this);
  }

  Settler settler() {
    return settler;
  }

  @Override
  public void started(LiveAttempt live, Instant at) {
    if (events.isHeard()) {
      events.publish(new JobEvent.Started(live.job().attempt(), at));
    }
  }

  @Override
  public void noted(LiveAttempt live, Note note) {
    settler.note(live, note); // no wake-up: notes go with the next settlement, or soon
  }

  @Override
  public void ended(LiveAttempt live, AttemptEnd end, boolean closing) {
    settler.add(live, end, settlement(live, end.outcome(), closing));
    wakes.settler();
  }

  @Override
  public void hungry() {
    wakes.fetcher();
  }

  @Override
  public void settled(LiveAttempt live, Settled settled, SettleAnswer answer) {
    registry.remove(live);
    onSettled.accept(live.job().attempt().job());
    if (events.isHeard()) {
      events.publish(event(settled, answer));
    }
  }

  /**
   * An attempt that was stopped because this worker cannot go on with it is no verdict on the job:
   * it runs again, and no attempt is used up.
   */
  private Settlement settlement(LiveAttempt live, Outcome outcome, boolean closing) {
    boolean wanted = live.stop().map(LiveAttempt.Stop::forGood).orElse(!closing);
    return outcome instanceof Cancelled && !wanted
        ? new Settlement.Snooze(Duration.ZERO)
        : decisions.decide(live.job(), outcome);
  }

  private JobEvent event(Settled settled, SettleAnswer answer) {
    var attempt = settled.job().attempt();
    var now = time.instant();
    if (answer == SettleAnswer.REVOKED) {
      return new JobEvent.Revoked(attempt, now);
    }
    var word = settled.end().outcome().word();
    return switch (settled.settlement()) {
      case Settlement.Done(var result) -> new JobEvent.Succeeded(attempt, ran(settled.end()), now);
      case Settlement.Retry(var delay, var failure) ->
          new JobEvent.Retrying(attempt, word, failure, delay, now);
      case Settlement.Fail(var failure) -> new JobEvent.Failed(attempt, word, failure, now);
      case Settlement.Cancel(var reason) ->
          new JobEvent.Cancelled(attempt, reason, rung(settled.end().outcome()), now);
      case Settlement.Expire() -> new JobEvent.Expired(attempt, now);
      case Settlement.Snooze(var delay) -> new JobEvent.Snoozed(attempt, delay, now);
      case Settlement.GiveBack() -> new JobEvent.Snoozed(attempt, Duration.ZERO, now);
    };
  }

  private static Duration ran(AttemptEnd end) {
    return end.startedAt()
        .map(started -> Duration.between(started, end.finishedAt()))
        .orElse(Duration.ZERO);
  }

  private static Rung rung(Outcome outcome) {
    return outcome instanceof Cancelled cancelled ? cancelled.rung() : Rung.NOT_STARTED;
  }
}
