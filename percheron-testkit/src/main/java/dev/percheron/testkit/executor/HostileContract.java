package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Attempt;
import dev.percheron.api.ClaimId;
import dev.percheron.api.Failure;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Limits;
import dev.percheron.api.Outcome;
import dev.percheron.api.Queue;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import dev.percheron.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * What every executor must do that declares {@code CRASH_ISOLATION} and {@code KILL}: whatever a
 * job does to its process, its own attempt ends with a story, its neighbours do not notice, its
 * slot comes back, and nothing of it is left. Extend it and say what your hostile jobs are.
 */
public abstract class HostileContract {
  /**
   * A job that hurts its process.
   *
   * @param name for people
   * @param job what is submitted
   * @param outcomes the words of the outcomes that are right
   * @param limit what ends it, if nothing else does
   */
  public record Hostile(String name, JobSpec job, Set<String> outcomes, Optional<Duration> limit) {}

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Duration STEP = Duration.ofMillis(100);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final int SLOTS = 4;

  /** So many descriptors may differ: what the JVM opens for itself. */
  private static final int OWN = 8;

  private final ManualTime time = new ManualTime();
  private final RecordingNotices notices = new RecordingNotices();
  private JobExecutor executor;
  private Instant passed = CLOCK.instant();
  private long jobs;

  /** For a class that extends it. */
  protected HostileContract() {}

  /** Makes the executors. */
  protected abstract JobExecutorProvider provider();

  /** The queue that they serve; its concurrency is changed. */
  protected abstract Queue queue();

  /** What calls the handlers. */
  protected abstract HandlerInvoker invoker();

  /** All that is to be survived. */
  protected abstract List<Hostile> hostile();

  /** A job that succeeds. */
  protected abstract JobSpec good();

  /** How many attempts are made to look for leaks, a fifth of them hostile. */
  protected int manyAttempts() {
    return 100;
  }

  /** A folder where the executor may leave files, and nobody else does. */
  protected Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  @BeforeEach
  void make() {
    executor = provider().create();
  }

  @AfterEach
  void leave_no_process_behind() {
    close();
    Eventually.until("no process is left", () -> children() == 0);
    assertThat(executor.freeSlots()).isZero();
    assertThat(executor.running()).isZero();
    assertThat(time.alarms()).as("alarms left behind").isZero();
  }

  private void close() {
    var closing = Thread.ofPlatform().daemon().start(() -> executor.close(Shutdown.NOW));
    Eventually.until("it is closed", () -> !closing.isAlive(), () -> time.advance(STEP));
  }

  /** Processes of ours, but for shells that watch over others. */
  private static long children() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .filter(process -> !process.info().commandLine().orElse("").contains("trap '' HUP INT"))
        .count();
  }

  private void start(int slots) {
    var queue = queue().concurrency(slots);
    executor.start(new ExecutorContext(queue, invoker(), time, time, notices));
  }

  private AttemptProbe submit(JobSpec job) {
    var attempt = new Attempt(new JobId(++jobs), 1, new ClaimId(7), job, time.instant());
    var probe = new AttemptProbe(attempt);
    var _ = executor.submit(attempt, probe);
    return probe;
  }

  private AttemptProbe submit(Hostile one) {
    return one.limit().isEmpty()
        ? submit(one.job())
        : submit(limited(one.job(), one.limit().get()));
  }

  private static JobSpec limited(JobSpec job, Duration limit) {
    return job.options(job.options().limits(Limits.NONE.time(limit)));
  }

  /** Time passes, so that limits and graces end. */
  private void awaitEnd(AttemptProbe probe) {
    Eventually.until("it has ended", probe::isEnded, this::pass);
  }

  /** The executor's time follows the real one: real processes need theirs to start. */
  private void pass() {
    var now = CLOCK.instant();
    if (now.isAfter(passed)) {
      time.advance(Duration.between(passed, now));
      passed = now;
    }
    Thread.onSpinWait();
  }

  private static void assertRight(Hostile one, AttemptProbe probe) {
    assertThat(probe.outcome().word())
        .as("%s: %s", one.name(), probe.outcome())
        .isIn(one.outcomes());
    assertThat(probe.ends()).isEqualTo(1);
    story(probe.outcome())
        .ifPresent(failure -> assertThat(failure.summary()).as(one.name()).isNotBlank());
  }

  private static Optional<Failure> story(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed(var failure) -> Optional.of(failure);
      case Outcome.Crashed(var failure) -> Optional.of(failure);
      case Outcome.TimedOut(var failure, var rung) -> Optional.of(failure);
      case Outcome.Lost(var failure) -> Optional.of(failure);
      case Outcome.Succeeded done -> Optional.empty();
      case Outcome.Cancelled cancelled -> Optional.empty();
      case Outcome.Expired expired -> Optional.empty();
      case Outcome.Snoozed snoozed -> Optional.empty();
      case Outcome.NotStarted back -> Optional.empty();
    };
  }

  @Test
  void each_hostile_job_ends_alone_with_its_story_and_its_slot_is_back() {
    start(2);

    for (var one : hostile()) {
      var probe = submit(one);
      var neighbour = submit(good());
      awaitEnd(neighbour);
      awaitEnd(probe);

      assertRight(one, probe);
      assertSucceeded("the neighbour of " + one.name(), neighbour);
      Eventually.until("both slots are back", () -> executor.freeSlots() == 2, this::pass);
      var next = submit(good());
      awaitEnd(next);
      assertSucceeded("the next after " + one.name(), next);
    }
  }

  private static void assertSucceeded(String who, AttemptProbe probe) {
    assertThat(probe.outcome()).as(who).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void many_attempts_with_hostile_ones_among_them_leak_nothing(TestReporter reporter)
      throws IOException {
    long seed = ThreadLocalRandom.current().nextLong();
    reporter.publishEntry("seed", Long.toString(seed));
    int files = entries(temporary());
    start(SLOTS);
    run(new Random(seed), SLOTS * 4); // what is opened once is open now
    int descriptors = entries(DESCRIPTORS);

    run(new Random(seed), manyAttempts());

    assertThat(executor.running()).isZero();
    Eventually.until("all slots are back", () -> executor.freeSlots() == SLOTS, this::pass);
    Eventually.until(
        "no descriptor has leaked", () -> entries(DESCRIPTORS) <= descriptors + OWN, this::pass);
    close();
    Eventually.until("no file is left", () -> entries(temporary()) <= files, this::pass);
  }

  private record Running(AttemptProbe probe, Optional<Hostile> hostile) {}

  private void run(Random random, int attempts) {
    Deque<Running> running = new ArrayDeque<>();
    var all = hostile();
    for (int i = 0; i < attempts; i++) {
      if (running.size() == SLOTS) {
        ended(running);
      }
      running.add(
          begun(
              random.nextInt(5) == 0
                  ? Optional.of(all.get(random.nextInt(all.size())))
                  : Optional.empty()));
      assertThat(executor.running()).isLessThanOrEqualTo(SLOTS);
    }
    while (!running.isEmpty()) {
      ended(running);
    }
  }

  private Running begun(Optional<Hostile> one) {
    Eventually.until("a slot is free", () -> executor.freeSlots() > 0, this::pass);
    return new Running(one.isPresent() ? submit(one.get()) : submit(good()), one);
  }

  /** Waits until any has ended, so that a slow one holds up nobody else's slot. */
  private void ended(Deque<Running> running) {
    Eventually.until(
        "one has ended", () -> running.stream().anyMatch(one -> one.probe().isEnded()), this::pass);
    var over = new ArrayList<>(running.stream().filter(one -> one.probe().isEnded()).toList());
    running.removeAll(over);
    for (var one : over) {
      one.hostile()
          .ifPresentOrElse(
              hostile -> assertRight(hostile, one.probe()),
              () -> assertSucceeded("a good one", one.probe()));
    }
  }

  /** How many entries; those of another system's folders that are not there, none. */
  private static int entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var all = Files.list(folder)) {
      return (int) all.count();
    } catch (IOException e) {
      throw new AssertionError("cannot look into " + folder, e);
    }
  }
}
