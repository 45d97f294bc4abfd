package dev.percheron.examples;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.CancelJob;
import dev.percheron.api.Capability;
import dev.percheron.api.Failure;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobPlan;
import dev.percheron.api.LogLine;
import dev.percheron.api.Names;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.api.Queue;
import dev.percheron.api.Rung;
import dev.percheron.api.SnoozeJob;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.CloseReport;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.ExecutorHealth;
import dev.percheron.spi.ExecutorOptions;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

// tag::executor
/**
 * Runs every attempt on a fresh platform thread, so that thread locals never pass from one job to
 * the next. Written without {@code ConcurrentExecutor}, to show the whole contract. It declares
 * nothing: limits are refused, and a job that ignores its cancellation token is waited for.
 */
public final class FreshThreads implements JobExecutor {
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final List<Run> runs = new ArrayList<>(); // until their ends are told; guarded by this
  private @Nullable ExecutorContext context; // guarded by this
  private boolean open; // guarded by this
  private int concurrency; // guarded by this
  private int running; // guarded by this

  @Override
  public synchronized void start(ExecutorContext given) {
    if (open) {
      throw new IllegalStateException("it is started already");
    }
    var _ = ExecutorOptions.of(given.queue(), Set.of()); // refuses every option
    context = given;
    concurrency = given.queue().concurrency().orElse(Installed.CONCURRENCY);
    open = true;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public synchronized int concurrency() {
    return concurrency;
  }

  @Override
  public synchronized int running() {
    return running;
  }

  @Override
  public synchronized int freeSlots() {
    return open ? concurrency - running : 0;
  }

  @Override
  public synchronized ExecutorHealth health() {
    return open ? ExecutorHealth.GOOD : new ExecutorHealth(0, "it is not open");
  }

  @Override
  public RunningAttempt submit(Attempt attempt, AttemptListener listener) {
    var run = new Run(started(), attempt, listener);
    if (take(run)) {
      Thread.ofPlatform().daemon().name("job-" + attempt.job()).start(run);
    } else {
      run.tell(new Outcome.NotStarted("no free slot"), Optional.empty());
    }
    return run;
  }

  private synchronized ExecutorContext started() {
    if (context == null) {
      throw new IllegalStateException("it is not started");
    }
    return context;
  }

  private synchronized boolean take(Run run) {
    boolean free = freeSlots() > 0;
    if (free) {
      running++;
      runs.add(run);
    }
    return free;
  }

  private synchronized void free() {
    running--;
  }

  private synchronized void forget(Run run) {
    runs.remove(run);
  }

  @Override
  public CloseReport close(Shutdown shutdown) {
    List<Run> left;
    List<Run> unfinished;
    synchronized (this) {
      if (!open) {
        return CloseReport.NOTHING;
      }
      open = false;
      left = List.copyOf(runs);
      unfinished = left.stream().filter(run -> !run.isEnded()).toList();
    }
    waitFor(left, shutdown.grace());
    if (shutdown.then() == Shutdown.Leftover.CANCEL) {
      left.forEach(run -> run.cancel("its executor was closed"));
      waitFor(left, GRACE);
    }
    return report(unfinished);
  }

  /** Waits at most for {@code grace}, by the clock of the context. */
  private void waitFor(List<Run> left, Duration grace) {
    var enough = new CountDownLatch(1);
    var all = CompletableFuture.runAsync(() -> left.forEach(Run::join), FreshThreads::inNewThread);
    var told = all.thenRun(enough::countDown);
    var alarm = started().timer().after(grace, enough::countDown);
    try {
      enough.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever closes us waits no longer
    }
    alarm.stop();
    told.cancel(false);
  }

  private static void inNewThread(Runnable task) {
    Thread.startVirtualThread(task);
  }

  private static CloseReport report(List<Run> runs) {
    var ended = runs.stream().filter(Run::isEnded).toList();
    var goOn = runs.stream().filter(run -> !ended.contains(run)).map(run -> run.attempt.job());
    int cancelled = (int) ended.stream().filter(Run::isCancelled).count();
    return new CloseReport(ended.size() - cancelled, cancelled, 0, goOn.toList());
  }

  /** One attempt: its task, its handle and its handler's context. */
  private final class Run implements Runnable, RunningAttempt, JobContext {
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Runnable> actions = new ArrayList<>(); // guarded by this
    private final ExecutorContext context;
    private final Attempt attempt;
    private final AttemptListener listener;
    private Instant startedAt;
    private Map<String, String> metadata; // guarded by this
    private Optional<String> cancelled = Optional.empty(); // guarded by this
    private boolean ended; // guarded by this
    private int lines; // guarded by this

    Run(ExecutorContext context, Attempt attempt, AttemptListener listener) {
      this.context = context;
      this.attempt = attempt;
      this.listener = listener;
      this.startedAt = context.time().instant();
      this.metadata = attempt.spec().metadata();
    }

    @Override
    public void run() {
      startedAt = context.time().instant();
      var missing = attempt.spec().options().limits().needs();
      if (attempt.isExpired(startedAt)) {
        end(new Outcome.Expired(), Optional.empty());
      } else if (!missing.isEmpty()) {
        var says = "'%s' cannot enforce %s".formatted(context.queue().executor(), missing);
        end(new Outcome.Failed(Failure.of("example.Limits", says)), Optional.empty());
      } else if (isCancelled()) {
        end(new Outcome.NotStarted(""), Optional.empty()); // cancelled wins in end
      } else {
        end(outcome(), Optional.of(startedAt));
      }
    }

    private Outcome outcome() {
      try { // user code: the one place where everything is caught
        listener.started(startedAt);
        return ScopedValue.where(JobContext.SCOPE, this).call(this::invoked);
      } catch (SnoozeJob e) {
        return new Outcome.Snoozed(e.delay());
      } catch (CancelJob e) {
        return new Outcome.Cancelled(String.valueOf(e.getMessage()), Rung.TOKEN);
      } catch (Throwable e) {
        return new Outcome.Failed(Failure.of(e));
      }
    }

    private Outcome invoked() throws Throwable {
      var result = awaited(context.invoker().invoke(attempt, this));
      return new Outcome.Succeeded(context.invoker().write(attempt, result));
    }

    private @Nullable Object awaited(@Nullable Object result) throws Throwable {
      try {
        return switch (result) {
          case CompletionStage<?> stage -> get(stage.toCompletableFuture());
          case Future<?> future -> get(future);
          case null, default -> result;
        };
      } catch (ExecutionException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }

    private @Nullable Object get(Future<?> future) throws Exception {
      onCancel(() -> future.cancel(true));
      return future.get();
    }

    private void end(Outcome outcome, Optional<Instant> started) {
      var last = last(outcome, started.isPresent() ? Rung.TOKEN : Rung.NOT_STARTED);
      if (lines > LogLine.MAX_LINES) {
        listener.log(context.time().instant(), (lines - LogLine.MAX_LINES) + " more lines");
      }
      free();
      tell(last, started);
      forget(this);
    }

    private synchronized Outcome last(Outcome outcome, Rung rung) {
      ended = true; // from here on nothing counts
      actions.clear();
      return cancelled.<Outcome>map(why -> new Outcome.Cancelled(why, rung)).orElse(outcome);
    }

    private synchronized boolean isEnded() {
      return ended;
    }

    private void tell(Outcome outcome, Optional<Instant> started) {
      listener.ended(new AttemptEnd(outcome, started, context.time().instant(), metadata()));
      over.countDown();
    }

    private void join() {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void cancel(String reason) {
      List<Runnable> todo;
      synchronized (this) {
        if (ended || cancelled.isPresent()) {
          return;
        }
        cancelled = Optional.of(reason);
        todo = List.copyOf(actions);
        actions.clear();
      }
      Thread.startVirtualThread(() -> todo.forEach(Run::runQuietly));
    }

    private static void runQuietly(Runnable action) {
      try {
        action.run();
      } catch (Throwable _) {
        // user code: an action that throws hurts nobody
      }
    }

    @Override
    public void onCancel(Runnable action) {
      synchronized (this) {
        if (cancelled.isEmpty()) {
          actions.add(action);
          return;
        }
      }
      runQuietly(action);
    }

    @Override
    public synchronized boolean isCancelled() {
      return cancelled.isPresent();
    }

    @Override
    public Attempt attempt() {
      return attempt;
    }

    @Override
    public Instant startedAt() {
      return startedAt;
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.empty();
    }

    @Override
    public synchronized Map<String, String> metadata() {
      return metadata;
    }

    @Override
    public synchronized void metadata(String key, String value) {
      var more = new TreeMap<>(metadata);
      more.put(Names.checked("metadata", key), JobPlan.checkedMetadata(key, value));
      metadata = ended ? metadata : Map.copyOf(more);
    }

    @Override
    public void progress(Progress progress) {
      if (!isEnded()) {
        listener.progress(progress);
      }
    }

    @Override
    public void log(String line) {
      boolean fits;
      synchronized (this) {
        fits = !ended && ++lines <= LogLine.MAX_LINES;
      }
      if (fits) {
        listener.log(context.time().instant(), line);
      }
    }
  }

  /** Named in META-INF/services; {@code fresh} is what queues call it. */
  public static final class Installed implements JobExecutorProvider {
    static final int CONCURRENCY = 8;

    @Override
    public String alias() {
      return "fresh";
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public int defaultConcurrency() {
      return CONCURRENCY;
    }

    @Override
    public void check(Queue queue) {
      var _ = ExecutorOptions.of(queue, Set.of());
    }

    @Override
    public JobExecutor create() {
      return new FreshThreads();
    }
  }
}
// end::executor
