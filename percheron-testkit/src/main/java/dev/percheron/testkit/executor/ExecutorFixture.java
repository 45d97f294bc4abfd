package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Capability;
import dev.percheron.api.ClaimId;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Limits;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.api.Queue;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.CloseReport;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import dev.percheron.spi.Shutdown.Leftover;
import dev.percheron.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of an executor have in common, and what must be true after each of them. */
abstract class ExecutorFixture {
  /** More than any grace that an executor has by default. */
  static final Duration LONG = Duration.ofMinutes(1);

  static final Duration LIMIT = Duration.ofSeconds(5);

  final ManualTime time = new ManualTime();
  final RecordingNotices notices = new RecordingNotices();

  /** Opened after each test, so that no handler outlives it. */
  private final List<CountDownLatch> gates = new CopyOnWriteArrayList<>();

  private final List<AttemptProbe> probes = new CopyOnWriteArrayList<>();
  private final AtomicLong jobs = new AtomicLong();
  ContractHandlers handlers;
  JobExecutor executor;

  /** Makes the executors that the contract is about. */
  protected abstract JobExecutorProvider provider();

  /** The queue they serve; its name and concurrency are changed by the tests. */
  protected Queue queue() {
    return Queue.named("contract").executor(provider().alias());
  }

  /** Where the handlers are registered. */
  protected ContractHandlers newHandlers() {
    return new LambdaHandlers();
  }

  /** Whether {@code submit} runs the attempt on the calling thread and returns after it. */
  protected boolean runsOnCaller() {
    return false;
  }

  /**
   * Whether handlers are Java that sees a {@code JobContext} and whose exceptions are recorded as
   * what they are. Of programs only their output, their exit code and their signals are known.
   */
  protected boolean handlersAreJava() {
    return true;
  }

  /** How long after the cancellation token an interrupt comes, if at all. */
  protected Duration tokenGrace() {
    return Duration.ZERO;
  }

  /** How many jobs are pushed through to look for leaks. */
  protected int manyJobs() {
    return 100_000;
  }

  /** How many steps of chance the slots are tried with. */
  protected int manySteps() {
    return 10_000;
  }

  @BeforeEach
  void make() {
    handlers = newHandlers();
    executor = provider().create();
  }

  @AfterEach
  void leave_nothing_behind() {
    gates.forEach(CountDownLatch::countDown);
    closing(Shutdown.NOW);
    Eventually.until("nothing runs", () -> executor.running() == 0, this::pass);
    probes.forEach(probe -> assertThat(probe.end()).isNotNull());
    assertThat(probes).allMatch(probe -> probe.ends() == 1, "told exactly one end");
    assertThat(probes).allMatch(probe -> probe.starts().size() <= 1, "started at most once");
    assertThat(executor.freeSlots()).isZero();
    time.advance(Duration.ofDays(1));
    assertThat(time.alarms()).as("alarms left behind").isZero();
  }

  // ---- given

  void start(int concurrency) {
    executor.start(context(queue().concurrency(concurrency)));
  }

  ExecutorContext context(Queue queue) {
    return new ExecutorContext(queue, handlers.invoker(), time, time, notices);
  }

  void on(String name, ContractHandlers.Body body) {
    handlers.on(name, body);
  }

  /** A handler that waits for its release and ignores whatever else is wanted from it. */
  CountDownLatch onStubborn(String name, Runnable onEntry) {
    var release = gate();
    on(
        name,
        context -> {
          onEntry.run();
          awaitWhatever(release);
          return null;
        });
    return release;
  }

  /** A latch that is opened after the test at the latest. */
  CountDownLatch gate() {
    var gate = new CountDownLatch(1);
    gates.add(gate);
    return gate;
  }

  /** Waits without heeding any interrupt. */
  static void awaitWhatever(CountDownLatch latch) {
    for (boolean open = false; !open; ) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException _) {
        open = false; // stubborn
      }
    }
  }

  /** A handler that waits until it is interrupted or cancelled. */
  CountDownLatch onPatient(String name) {
    var entered = new CountDownLatch(1);
    on(
        name,
        context -> {
          var stop = gate();
          context.onCancel(stop::countDown);
          entered.countDown();
          stop.await();
          throw new IllegalStateException("asked to stop");
        });
    return entered;
  }

  Attempt attempt(String handler) {
    return attempt(handler, UnaryOperator.identity());
  }

  Attempt attempt(String handler, UnaryOperator<JobSpec> with) {
    var spec = with.apply(JobSpec.of(handler, queue().name(), "[]"));
    return new Attempt(new JobId(jobs.incrementAndGet()), 1, new ClaimId(7), spec, time.instant());
  }

  static UnaryOperator<JobSpec> limited(Duration limit) {
    return spec -> spec.options(spec.options().limits(Limits.NONE.time(limit)));
  }

  void needs(Capability capability) {
    Assumptions.assumeTrue(
        provider().capabilities().contains(capability), "it does not declare " + capability);
  }

  void lacks(Capability capability) {
    Assumptions.assumeFalse(
        provider().capabilities().contains(capability), "it declares " + capability);
  }

  void needsHandle() {
    Assumptions.assumeFalse(runsOnCaller(), "its submit returns after the end");
  }

  void needsJava() {
    Assumptions.assumeTrue(handlersAreJava(), "its handlers are programs");
  }

  // ---- when

  AttemptProbe submit(String handler) {
    return submit(attempt(handler));
  }

  AttemptProbe submit(Attempt attempt) {
    var probe = new AttemptProbe(attempt);
    probes.add(probe);
    if (runsOnCaller()) {
      Thread.ofPlatform().daemon().start(() -> submit(attempt, probe));
    } else {
      submit(attempt, probe);
    }
    return probe;
  }

  private void submit(Attempt attempt, AttemptProbe probe) {
    probe.handle(executor.submit(attempt, probe));
  }

  /** Cancels it and lets the grace of the token pass, but not that of the interrupt. */
  void cancel(AttemptProbe probe, String reason) {
    probe.cancel(reason);
    time.advance(tokenGrace());
  }

  /** Hears of the end only. */
  static AttemptListener onEnd(Consumer<AttemptEnd> action) {
    return new AttemptListener() {
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
    };
  }

  /** Lets time pass, so that graces end. */
  void pass() {
    time.advance(Duration.ofSeconds(1));
    Thread.onSpinWait();
  }

  /** Closes on another thread and lets {@code grace} pass, but not that of an interrupt. */
  CloseReport closingAfter(Duration grace, Leftover then) {
    int alarms = time.alarms();
    var report = closingLater(new Shutdown(grace, then));
    Eventually.until("it waits for its grace", () -> time.alarms() > alarms);
    time.advance(grace);
    time.advance(tokenGrace());
    return report.join();
  }

  /** Closes on another thread while time passes; returns the report. */
  CloseReport closing(Shutdown shutdown) {
    var report = closingLater(shutdown);
    Eventually.until("the executor is closed", report::isDone, this::pass);
    return report.join();
  }

  /** Closes on another thread while time stands. */
  CompletableFuture<CloseReport> closingLater(Shutdown shutdown) {
    var report = new CompletableFuture<CloseReport>();
    Thread.ofPlatform().daemon().start(() -> report.complete(executor.close(shutdown)));
    return report;
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(Eventually.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
          .as("what was waited for has happened")
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  // ---- then

  /** Another attempt runs as if nothing had happened. */
  void assertWorks() {
    on("well", context -> "well");
    Eventually.until("a slot is free", () -> executor.freeSlots() > 0);
    assertThat(submit("well").outcome()).isEqualTo(new Outcome.Succeeded("\"well\""));
  }
}
