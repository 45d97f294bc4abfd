package dev.percheron.engine;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.LogLine;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.api.Rung;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.JobExecutor.RunningAttempt;
import dev.percheron.spi.Note;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A claimed job on its way through this worker, from claim to settlement. */
final class LiveAttempt implements AttemptListener {
  /**
   * Somebody wants it to stop.
   *
   * @param reason why
   * @param forGood whether the job is cancelled; otherwise this worker only cannot go on with it
   */
  record Stop(String reason, boolean forGood) {}

  private final ClaimedJob job;
  private final WorkerId worker;
  private final QueueRunner runner;
  private final boolean ahead;
  // A wish to stop and the handle to do it with come from two threads: each side writes its own and
  // then reads the other's, so at least one of them sees both. Stopping twice does no harm.
  private volatile @Nullable Stop stop;
  private volatile @Nullable RunningAttempt handle;
  private volatile boolean ended;

  /**
   * @param ahead whether it was claimed ahead, so that its start has yet to be noted
   */
  LiveAttempt(ClaimedJob job, WorkerId worker, QueueRunner runner, boolean ahead) {
    this.job = job;
    this.worker = worker;
    this.runner = runner;
    this.ahead = ahead;
  }

  ClaimedJob job() {
    return job;
  }

  /** Who claimed it; a worker that has lost its lease since is another. */
  WorkerId worker() {
    return worker;
  }

  boolean hasEnded() {
    return ended;
  }

  Optional<Stop> stop() {
    return Optional.ofNullable(stop);
  }

  /** Stops it, wherever it is on its way. A wish for good is not weakened by a later one. */
  void stop(Stop wish) {
    var before = stop;
    if (before == null || !before.forGood()) {
      stop = wish;
    }
    var running = handle;
    if (running != null) {
      running.cancel(wish.reason());
    }
  }

  void submitted(RunningAttempt running) {
    handle = running;
    var wish = stop;
    if (wish != null) {
      running.cancel(wish.reason());
    }
  }

  /** Where it is now, for people; empty when nobody can tell. */
  String stack() {
    var running = handle;
    return running == null || ended ? "" : running.stack();
  }

  /** Ends it before it was submitted. */
  void endUnstarted(Outcome outcome, Instant now) {
    ended = true;
    runner.onEnd(
        this, new AttemptEnd(outcome, Optional.empty(), now, job.attempt().spec().metadata()));
  }

  /** Ends it as its wish to stop says. */
  void endStopped(Stop wish, Instant now) {
    endUnstarted(
        wish.forGood()
            ? new Outcome.Cancelled(wish.reason(), Rung.NOT_STARTED)
            : new Outcome.NotStarted(wish.reason()),
        now);
  }

  @Override
  public void started(Instant at) {
    if (ahead) {
      runner.note(this, new Note.Started(job));
    }
    runner.onStart(this, at);
  }

  @Override
  public void progress(Progress progress) {
    if (!ended) {
      runner.note(this, new Note.Advanced(job, progress));
    }
  }

  @Override
  public void log(Instant at, String line) {
    if (!ended) {
      runner.note(this, new Note.Said(job, new LogLine(job.attempt().number(), at, line)));
    }
  }

  @Override
  public void ended(AttemptEnd end) {
    ended = true;
    runner.onSlotFree(this, end);
  }
}
