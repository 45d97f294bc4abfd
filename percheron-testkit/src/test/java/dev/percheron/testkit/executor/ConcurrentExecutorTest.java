package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobContext;
import dev.percheron.api.Limits;
import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import dev.percheron.spi.CloseReport;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is the same for all executors, one step at a time. */
class ConcurrentExecutorTest extends ExecutorFixture {
  private final AtomicInteger calls = new AtomicInteger();
  private StepwiseExecutor stepwise;

  @Override
  protected JobExecutorProvider provider() {
    return new StepwiseExecutor.Installed();
  }

  @BeforeEach
  void given_a_handler() {
    stepwise = (StepwiseExecutor) executor;
    on("counting", context -> calls.incrementAndGet());
  }

  @Test
  void an_attempt_that_waits_for_a_thread_has_a_slot_and_has_not_started() {
    start(2);

    var probe = submit("counting");

    assertThat(executor.running()).isEqualTo(1);
    assertThat(executor.freeSlots()).isEqualTo(1);
    assertThat(probe.starts()).isEmpty();
    stepwise.step();
    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("1"));
    assertThat(executor.freeSlots()).isEqualTo(2);
  }

  @Test
  void one_that_was_cancelled_while_it_waited_is_never_run() {
    start(2);
    var probe = submit("counting");

    probe.cancel("changed my mind");
    stepwise.step();

    assertThat(probe.outcome())
        .isEqualTo(new Outcome.Cancelled("changed my mind", Rung.NOT_STARTED));
    assertThat(probe.end().startedAt()).isEmpty();
    assertThat(calls).hasValue(0);
    assertThat(executor.freeSlots()).isEqualTo(2);
  }

  @Test
  void close_gives_back_what_waits() {
    start(2);
    var first = submit("counting");
    var second = submit("counting");

    var report = executor.close(Shutdown.PATIENT);
    stepwise.step();
    stepwise.step();

    assertThat(report).isEqualTo(new CloseReport(0, 0, 2, List.of()));
    assertThat(first.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(second.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(calls).hasValue(0);
    assertThat(stepwise.shutdown).isTrue();
  }

  @Test
  void a_start_deadline_that_passes_while_it_waits_is_kept() {
    start(2);
    var deadline = time.instant().plusSeconds(5);
    var probe = submit(attempt("counting", spec -> spec.startBy(deadline)));

    time.advance(Duration.ofSeconds(6));
    stepwise.step();

    assertThat(probe.outcome()).isEqualTo(new Outcome.Expired());
    assertThat(probe.starts()).isEmpty();
    assertThat(calls).hasValue(0);
  }

  @Test
  void a_time_limit_does_not_count_while_it_waits() {
    start(2);
    var probe = submit(attempt("counting", limited(LIMIT)));

    time.advance(LIMIT.multipliedBy(3));
    stepwise.step();

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("1"));
    assertThat(probe.end().startedAt()).contains(time.instant());
  }

  @Test
  void a_service_that_refuses_gives_the_attempt_back() {
    start(2);
    stepwise.onExecute = () -> refuse("full");

    var probe = submit("counting");

    assertThat(probe.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(((Outcome.NotStarted) probe.outcome()).reason()).contains("full");
    assertThat(executor.freeSlots()).isEqualTo(2);
  }

  private static void refuse(String reason) {
    throw new RejectedExecutionException(reason);
  }

  @Test
  void a_service_without_threads_gives_the_attempt_back() {
    start(2);
    stepwise.onExecute = ConcurrentExecutorTest::noThread;

    var probe = submit("counting");

    assertThat(probe.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(executor.freeSlots()).isEqualTo(2);
  }

  private static void noThread() {
    throw new OutOfMemoryError("unable to create native thread");
  }

  @Test
  void a_subclass_can_do_something_around_the_handler() {
    start(2);
    var probe = submit("counting");

    stepwise.step();

    var job = probe.attempt().job();
    assertThat(stepwise.around).containsExactly("before job " + job, "after job " + job);
  }

  @Test
  void whoever_runs_a_task_twice_runs_the_attempt_once() {
    start(2);
    var probe = submit("counting");
    var task = stepwise.tasks.remove();

    task.run();
    task.run();

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("1"));
    assertThat(executor.running()).isZero();
  }

  @Test
  void the_interrupt_flag_is_down_after_every_attempt() {
    start(2);
    on("untidy", context -> interruptMyself());
    submit("untidy").attempt();

    stepwise.step();

    assertThat(Thread.interrupted()).isFalse();
  }

  private static Object interruptMyself() {
    Thread.currentThread().interrupt();
    return "left its flag up";
  }

  @Test
  void a_handler_that_cancels_itself_is_interrupted_at_its_next_wait() {
    start(2);
    on("self", context -> cancelledFromInside());
    var probe = submit("self");
    self = probe;

    stepwise.step();

    assertThat(probe.outcome()).isEqualTo(new Outcome.Cancelled("from inside", Rung.INTERRUPT));
  }

  private AttemptProbe self = new AttemptProbe(attempt("none"));

  private Object cancelledFromInside() throws InterruptedException {
    self.cancel("from inside");
    assertThat(JobContext.current().isCancelled()).isTrue();
    gate().await();
    return "not reached";
  }

  @Test
  void a_failure_over_limits_names_who_can_keep_them() {
    start(2);

    var timeOnDirect = Limits.NONE.cpu(LIMIT);
    var probe =
        submit(attempt("counting", spec -> spec.options(spec.options().limits(timeOnDirect))));

    assertThat(probe.failure().message())
        .contains("'stepwise'", "'contract'", "CPU_LIMIT", "these can: process");
  }
}
