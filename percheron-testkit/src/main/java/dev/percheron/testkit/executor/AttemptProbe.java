package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.JobExecutor.RunningAttempt;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Remembers everything that an executor tells of one attempt. Safe for use by many threads. */
public final class AttemptProbe implements AttemptListener {
  private final Attempt attempt;
  private final List<Instant> starts = new CopyOnWriteArrayList<>();
  private final List<Progress> progress = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<AttemptEnd> ends = new CopyOnWriteArrayList<>();
  private final CompletableFuture<AttemptEnd> end = new CompletableFuture<>();
  private final CompletableFuture<RunningAttempt> handle = new CompletableFuture<>();

  /** Of {@code attempt}. */
  public AttemptProbe(Attempt attempt) {
    this.attempt = attempt;
  }

  @Override
  public void started(Instant at) {
    starts.add(at);
  }

  @Override
  public void progress(Progress told) {
    progress.add(told);
  }

  @Override
  public void log(Instant at, String line) {
    log.add(line);
  }

  @Override
  public void ended(AttemptEnd told) {
    ends.add(told);
    end.complete(told);
  }

  /** The attempt. */
  public Attempt attempt() {
    return attempt;
  }

  /** When it was told to start; at most one is right. */
  public List<Instant> starts() {
    return starts;
  }

  /** How far it told to be. */
  public List<Progress> progress() {
    return progress;
  }

  /** What it wrote into its log. */
  public List<String> log() {
    return log;
  }

  /** How often the end was told; exactly one is right. */
  public int ends() {
    return ends.size();
  }

  /** Whether the end has been told. */
  public boolean isEnded() {
    return end.isDone();
  }

  /** Waits for the end. */
  public AttemptEnd end() {
    return await("the attempt's end", end);
  }

  /** Waits for the end and tells how. */
  public Outcome outcome() {
    return end().outcome();
  }

  /** Waits for the end, which must be a failure. */
  public Failure failure() {
    assertThat(outcome()).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome()).failure();
  }

  /** Cancels it. */
  public void cancel(String reason) {
    await("the attempt's handle", handle).cancel(reason);
  }

  void handle(RunningAttempt given) {
    handle.complete(given);
  }

  private static <T> T await(String what, CompletableFuture<T> future) {
    try {
      return future.get(Eventually.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("waited in vain for " + what, e);
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("could not wait for " + what, e);
    }
  }
}
