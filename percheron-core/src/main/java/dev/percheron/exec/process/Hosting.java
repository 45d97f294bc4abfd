package dev.percheron.exec.process;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Limits;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.api.Rung;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.ExecutorContext;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that runs in another process: it stands between the slots inside and whoever listens,
 * and says what really happened.
 */
final class Hosting implements AttemptListener {
  private final ExecutorContext context;
  private final Attempt attempt;
  private final Attempt inside;
  private final AttemptListener listener;
  private final Climb climb;
  private final BiConsumer<Attempt, Outcome> over;
  private volatile Optional<Instant> startedAt = Optional.empty();
  private volatile @Nullable Outcome verdict;

  Hosting(
      ExecutorContext context,
      Climb.Graces graces,
      Attempt attempt,
      AttemptListener listener,
      BiConsumer<Attempt, Outcome> over) {
    this.context = context;
    this.attempt = attempt;
    this.inside = withoutTimeLimit(attempt);
    this.listener = listener;
    this.climb = new Climb(context.timer(), graces);
    this.over = over;
  }

  /** Always an object of its own. */
  private static Attempt withoutTimeLimit(Attempt attempt) {
    var spec = withoutTimeLimit(attempt.spec());
    return new Attempt(attempt.job(), attempt.number(), attempt.claim(), spec, attempt.createdAt());
  }

  private static JobSpec withoutTimeLimit(JobSpec spec) {
    var limits = spec.options().limits();
    if (limits.time().isEmpty()) {
      return spec;
    }
    var rest = new Limits(Optional.empty(), limits.memory(), limits.cpu());
    return spec.options(spec.options().limits(rest));
  }

  /** The attempt as its pusher made it. */
  Attempt attempt() {
    return attempt;
  }

  /** The attempt as the slots see it: without a time limit, an object of its own. */
  Attempt inside() {
    return inside;
  }

  Climb climb() {
    return climb;
  }

  Instant now() {
    return context.time().instant();
  }

  /** What became of it, whatever the thread that waits returns or throws. */
  void verdict(Outcome outcome) {
    verdict = outcome;
  }

  /** Its handler is about to run; the clock of its limit starts. */
  void begun(Instant at) {
    startedAt = Optional.of(at);
    listener.started(at);
    attempt.spec().options().limits().time().ifPresent(climb::limit);
  }

  boolean isBegun() {
    return startedAt.isPresent();
  }

  /** Somebody wants it to stop. */
  void cancelled() {
    climb.begin();
  }

  /** Whether somebody wants it to stop, or its time is up. */
  boolean isStopping() {
    return climb.isBegun();
  }

  @Override
  public void started(Instant at) {
    // A slot and a thread are taken; the handler itself starts elsewhere, and then begun() is told.
  }

  @Override
  public void progress(Progress progress) {
    listener.progress(progress);
  }

  @Override
  public void log(Instant at, String line) {
    listener.log(at, line);
  }

  @Override
  public void ended(AttemptEnd end) {
    climb.end();
    var outcome = outcome(end.outcome());
    over.accept(inside, outcome);
    listener.ended(new AttemptEnd(outcome, startedAt, end.finishedAt(), end.metadata()));
  }

  /** Ends it at once: it never had a slot. */
  void refuse(String reason) {
    var outcome = new Outcome.NotStarted(reason);
    listener.ended(new AttemptEnd(outcome, Optional.empty(), now(), attempt.spec().metadata()));
  }

  private Outcome outcome(Outcome told) {
    var known = verdict;
    if (climb.timedOut().isPresent()) {
      return climb.timedOut().orElseThrow();
    } else if (told instanceof Outcome.Cancelled(var reason, _) && climb.isBegun()) {
      return new Outcome.Cancelled(reason, isBegun() ? climb.rung() : Rung.NOT_STARTED);
    }
    return known == null ? told : known;
  }
}
