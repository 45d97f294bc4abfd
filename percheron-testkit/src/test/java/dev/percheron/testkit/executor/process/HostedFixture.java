package dev.percheron.testkit.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Attempt;
import dev.percheron.api.ClaimId;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Limits;
import dev.percheron.api.Queue;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutor.RunningAttempt;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.executor.AttemptProbe;
import dev.percheron.testkit.executor.LambdaHandlers;
import dev.percheron.testkit.executor.RecordingNotices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of executors with real processes have in common. */
abstract class HostedFixture {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  final ManualTime time = new ManualTime();
  final RecordingNotices notices = new RecordingNotices();
  private final List<AttemptProbe> probes = new ArrayList<>();
  private long jobs;
  JobExecutor executor;
  RunningAttempt handle;

  abstract JobExecutorProvider provider();

  HandlerInvoker invoker() {
    return new LambdaHandlers();
  }

  @BeforeEach
  void make() {
    executor = provider().create();
  }

  @AfterEach
  void leave_nothing_behind() {
    var closing = Thread.ofPlatform().daemon().start(() -> executor.close(Shutdown.NOW));
    until("it is closed", () -> !closing.isAlive(), () -> time.advance(Duration.ofSeconds(1)));

    assertThat(executor.running()).isZero();
    assertThat(executor.freeSlots()).isZero();
    assertThat(probes).allMatch(probe -> probe.ends() == 1, "told exactly one end");
    assertThat(probes).allMatch(probe -> probe.starts().size() <= 1, "started at most once");
    assertThat(time.alarms()).as("alarms left behind").isZero();
  }

  void start(int concurrency, Map<String, String> options) {
    executor.start(context(concurrency, options));
  }

  ExecutorContext context(Map<String, String> options) {
    return context(1, options);
  }

  private ExecutorContext context(int concurrency, Map<String, String> options) {
    var queue =
        Queue.named("hosted").executor(provider().alias(), options).concurrency(concurrency);
    return new ExecutorContext(queue, invoker(), time, time, notices);
  }

  AttemptProbe submit(String handler, String arguments) {
    return submit(handler, arguments, UnaryOperator.identity());
  }

  AttemptProbe submit(String handler, String arguments, UnaryOperator<JobSpec> with) {
    var spec = with.apply(JobSpec.of(handler, "hosted", arguments));
    var attempt = new Attempt(new JobId(++jobs), 1, new ClaimId(7), spec, time.instant());
    var probe = new AttemptProbe(attempt);
    probes.add(probe);
    handle = executor.submit(attempt, probe);
    return probe;
  }

  /** An attempt that may wait inside for its turn. */
  AttemptProbe ahead(String handler) {
    var spec = JobSpec.of(handler, "hosted", "[]");
    var probe =
        new AttemptProbe(new Attempt(new JobId(++jobs), 1, new ClaimId(7), spec, time.instant()));
    probes.add(probe);
    handle = executor.submitAhead(probe.attempt(), probe);
    return probe;
  }

  static UnaryOperator<JobSpec> limited(Duration limit) {
    return spec -> spec.options(spec.options().limits(Limits.NONE.time(limit)));
  }

  static void until(String what, BooleanSupplier holds, Runnable between) {
    var clock = InstantSource.system();
    var end = clock.instant().plus(PATIENCE);
    while (!holds.getAsBoolean()) {
      if (clock.instant().isAfter(end)) {
        throw new AssertionError("waited in vain until " + what);
      }
      between.run();
      LockSupport.parkNanos(1_000_000); // what is waited for needs the processor more
    }
  }

  static void until(String what, BooleanSupplier holds) {
    until(what, holds, () -> {});
  }

  /** Waits until {@code file} holds a number on a line of its own, and reads it. */
  static long numberIn(Path file) {
    until("there is a number in " + file, () -> text(file).endsWith("\n"));
    return Long.parseLong(text(file).strip());
  }

  static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return ""; // gone between the two
    }
  }

  /** One that has ended and that nobody has asked for yet is in the list, but not alive. */
  static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
        && !text(Path.of("/proc", Long.toString(pid), "stat")).contains(") Z ");
  }
}
