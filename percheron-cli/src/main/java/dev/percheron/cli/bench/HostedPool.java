package dev.percheron.cli.bench;

import dev.percheron.PercheronSettings;
import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.ClaimId;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.api.Queue;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.ExecutorNotices;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.HandlerSource.Elsewhere;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import dev.percheron.spi.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The executor {@code process} alone, without queue and store. */
final class HostedPool implements AutoCloseable {
  private static final JobSpec EMPTY = JobSpec.of("bench.nothing", "bench", "[]");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Duration SETTLED = Duration.ofMillis(500);

  private final JobExecutor executor;
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("bench-timer").daemon().factory());
  private final InstantSource time;
  private long jobs;

  private HostedPool(JobExecutor executor, InstantSource time) {
    this.executor = executor;
    this.time = time;
  }

  static HostedPool of(int slots, Map<String, String> options) {
    var provider =
        ServiceLoader.load(JobExecutorProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> one.alias().equals("process"))
            .findFirst()
            .orElseThrow();
    var pool = new HostedPool(provider.create(), PercheronSettings.DEFAULT.time());
    var queue = Queue.named("bench").executor("process", options).concurrency(slots);
    pool.executor.start(
        new ExecutorContext(
            queue, new InChildren(), pool.time, pool.timer(), ExecutorNotices.NONE));
    return pool;
  }

  private Timer timer() {
    return (delay, action) -> {
      var alarm = alarms.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> alarm.cancel(false);
    };
  }

  /** Handlers that are called in children only. */
  private static final class InChildren implements HandlerInvoker {
    @Override
    public @Nullable Object invoke(Attempt attempt, JobContext context) {
      throw new IllegalStateException("called in the worker");
    }

    @Override
    public String write(Attempt attempt, @Nullable Object result) {
      throw new IllegalStateException("written in the worker");
    }

    @Override
    public Optional<Elsewhere> elsewhere() {
      return Optional.of(
          new Elsewhere(
              "dev.percheron.ChildHandlers",
              List.of(BenchJobs.class.getName(), HostedJobs.class.getName())));
    }
  }

  private void submit(String handler, Consumer<AttemptEnd> onEnd) {
    var _ = executor.submit(attempt(handler), new OnEnd(onEnd));
  }

  private void submitAhead(String handler, Consumer<AttemptEnd> onEnd) {
    var _ = executor.submitAhead(attempt(handler), new OnEnd(onEnd));
  }

  private Attempt attempt(String handler) {
    var spec = handler.equals(EMPTY.handler()) ? EMPTY : JobSpec.of(handler, "bench", "[]");
    return new Attempt(new JobId(++jobs), 1, new ClaimId(1), spec, time.instant());
  }

  private record OnEnd(Consumer<AttemptEnd> action) implements AttemptListener {
    @Override
    public void started(Instant at) {}

    @Override
    public void progress(Progress progress) {}

    @Override
    public void log(Instant at, String line) {}

    @Override
    public void ended(AttemptEnd end) {
      action.accept(end);
    }
  }

  /** Runs one and waits for its end. */
  AttemptEnd run(String handler) {
    var told = new CompletableFuture<AttemptEnd>();
    submit(handler, told::complete);
    var end = told.orTimeout(60, TimeUnit.SECONDS).join();
    if (end.outcome() instanceof Outcome.NotStarted) {
      throw new IllegalStateException("a job in a child did not start: " + end.outcome());
    }
    return end;
  }

  /**
   * One after another, each submitted by the end of the one before, as a worker does it; the median
   * round trip in microseconds.
   */
  double inTurn(int count) {
    var turns = new Turns(count);
    submit(EMPTY.handler(), turns);
    turns.over.orTimeout(60, TimeUnit.SECONDS).join();
    return Samples.quantile(turns.micros, 0.5);
  }

  /** Hears the end of one and submits the next, always on the thread that tells the end. */
  private final class Turns implements Consumer<AttemptEnd> {
    final List<Double> micros;
    final CompletableFuture<Void> over = new CompletableFuture<>();
    private final int count;
    private long start = System.nanoTime();

    Turns(int count) {
      this.count = count;
      this.micros = new ArrayList<>(count);
    }

    @Override
    public void accept(AttemptEnd end) {
      micros.add((System.nanoTime() - start) / 1e3);
      if (micros.size() == count) {
        over.complete(null);
      } else {
        start = System.nanoTime();
        submit(EMPTY.handler(), this);
      }
    }
  }

  /** As many at once as it takes, those included that wait in a child; jobs a second. */
  double rate(int count) throws InterruptedException {
    var ended = new Semaphore(0);
    long start = System.nanoTime();
    int left = count;
    for (int i = 0; i < count; i++) {
      while (executor.freeSlots() == 0 && executor.roomAhead() == 0) {
        ended.acquire();
        left--;
      }
      submitAhead(EMPTY.handler(), end -> ended.release());
    }
    ended.acquire(left);
    return count / ((System.nanoTime() - start) / 1e9);
  }

  /** Waits until so many children are there, and a moment longer: they have to be ready as well. */
  void awaitChildren(int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (children() < count && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    inTurn(2_000); // what a child needs to be ready is far less
    LockSupport.parkNanos(SETTLED.toNanos());
  }

  private static long children() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .count();
  }

  /** What its child holds of the machine's memory, in MiB; 0 where nobody says. */
  double childMemory() throws IOException {
    var where = (Outcome.Succeeded) run("bench.where").outcome();
    var status = Path.of("/proc", where.result(), "status");
    if (Files.notExists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    var _ = executor.close(new Shutdown(Duration.ZERO, Shutdown.Leftover.CANCEL));
    alarms.shutdownNow();
  }
}
