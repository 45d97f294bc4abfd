package dev.percheron.worker;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.Percheron;
import dev.percheron.PercheronSettings;
import dev.percheron.Worker;
import dev.percheron.api.AwaitTimeout;
import dev.percheron.api.CancelAnswer;
import dev.percheron.api.CancelJob;
import dev.percheron.api.GiveUp;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobEvent;
import dev.percheron.api.JobFailed;
import dev.percheron.api.JobRef;
import dev.percheron.api.JobRefused;
import dev.percheron.api.JobState;
import dev.percheron.api.Progress;
import dev.percheron.api.Queue;
import dev.percheron.api.RetryPolicy;
import dev.percheron.memory.InMemoryStore;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.Steps;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The road of a job, step by step, with the clock in the hand and attempts on the calling thread.
 */
class SteppedWorkerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime();
  private final Percheron percheron =
      Percheron.on(InMemoryStore.create(time), PercheronSettings.DEFAULT.time(time));
  private final List<JobEvent> events = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private Worker worker;

  @BeforeEach
  void start() {
    percheron.declare(Queue.named("default").executor("direct"));
    worker = percheron.worker().listen(events::add).stepped(time);
  }

  @AfterEach
  void close() {
    assertThat(percheron.operations().problems()).isEmpty();
    percheron.close();
  }

  @Test
  void a_pushed_job_runs_and_its_result_can_be_awaited() throws Exception {
    percheron.handler("add", (Integer a, Integer b) -> a + b);

    var ref = percheron.ref(percheron.push(job("add", 2, 3)).id(), Integer.class);
    Steps.untilIdle(worker);

    assertThat(ref.await(Duration.ZERO)).isEqualTo(5);
    assertThat(ref.get()).contains(5);
    assertThat(ref.job().state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void a_failed_attempt_is_retried_after_its_delay_and_not_before() {
    percheron.handler("flaky", () -> failTimes(2));

    var ref = percheron.push(job("flaky").retry(RetryPolicy.fixed(3, SECOND)));
    Steps.untilIdle(worker);
    time.advance(SECOND.minusMillis(1));
    Steps.untilIdle(worker);
    assertThat(calls).hasValue(1);
    time.advance(Duration.ofMillis(1));
    Steps.untilIdle(worker);
    assertThat(calls).hasValue(2);
    time.advance(SECOND);
    Steps.untilIdle(worker);

    assertThat(ref.job().state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(percheron.operations().attempts(ref.id()))
        .extracting(record -> record.number() + " " + record.outcome())
        .containsExactly("1 failed", "2 failed", "3 succeeded");
  }

  @Test
  void attempts_used_up_fail_the_job_and_tell_who_awaits_it() {
    percheron.handler("broken", () -> failTimes(99));

    var ref = percheron.push(job("broken").retry(RetryPolicy.fixed(2, Duration.ZERO)));
    Steps.untilIdle(worker);

    assertThat(calls).hasValue(2);
    assertThatThrownBy(() -> ref.await(Duration.ZERO))
        .isInstanceOf(JobFailed.class)
        .hasMessageContaining("broken")
        .hasMessageContaining("no luck 2");
  }

  @Test
  void a_rule_for_a_superclass_gives_up_at_once() {
    percheron.handler("refused", () -> thrown(new ConnectException("refused")));

    var ref =
        percheron.push(
            job("refused").retry(RetryPolicy.fixed(9, SECOND).giveUpOn(IOException.class)));
    Steps.untilIdle(worker);

    assertThat(ref.job().state()).isEqualTo(JobState.FAILED);
    assertThat(ref.job().status().attempts()).isEqualTo(1);
  }

  @Test
  void a_handler_can_give_up() {
    percheron.handler("hopeless", () -> thrown(new GiveUp("no such customer")));

    var ref = percheron.push(job("hopeless"));
    Steps.untilIdle(worker);

    assertThat(ref.job().status().failure().orElseThrow().message()).isEqualTo("no such customer");
    assertThat(ref.job().state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void a_snooze_uses_up_no_attempt() {
    percheron.handler("later", this::snoozeOnce);

    var ref = percheron.push(job("later").retry(RetryPolicy.none()));
    Steps.untilIdle(worker);
    assertThat(ref.job().state()).isEqualTo(JobState.SCHEDULED);
    time.advance(SECOND);
    Steps.untilIdle(worker);

    assertThat(ref.job().state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void a_handler_can_cancel_its_job() {
    percheron.handler("moot", () -> thrown(new CancelJob("order was withdrawn")));

    var ref = percheron.push(job("moot"));
    Steps.untilIdle(worker);

    assertThat(ref.job().state()).isEqualTo(JobState.CANCELLED);
    assertThat(events).anyMatch(event -> event instanceof JobEvent.Cancelled);
  }

  @Test
  void a_delayed_job_runs_when_its_time_has_come() {
    percheron.handler("count", calls::incrementAndGet);

    percheron.push(job("count").in(Duration.ofMinutes(10)));
    percheron.push(job("count").at(Instant.parse("2025-01-01T00:00:00Z")));
    Steps.untilIdle(worker);
    assertThat(calls).hasValue(1);
    time.advance(Duration.ofMinutes(10));
    Steps.untilIdle(worker);

    assertThat(calls).hasValue(2);
  }

  @Test
  void larger_priorities_run_first_and_equals_in_order() {
    var order = new ArrayList<String>();
    percheron.handler("note", (String name) -> order.add(name));
    percheron.declare(Queue.named("default").executor("direct").concurrency(1));

    percheron.push(job("note", "low").priority(-5));
    percheron.push(job("note", "first"));
    percheron.push(job("note", "second"));
    percheron.push(job("note", "high").priority(5));
    Steps.untilIdle(worker);

    assertThat(order).containsExactly("high", "first", "second", "low");
  }

  @Test
  void a_job_past_its_start_deadline_expires_without_running() {
    percheron.handler("count", calls::incrementAndGet);

    var ref = percheron.push(job("count").startBy(time.instant().plus(SECOND)));
    time.advance(SECOND.plusMillis(1));
    Steps.untilIdle(worker);

    assertThat(calls).hasValue(0);
    assertThat(ref.job().state()).isEqualTo(JobState.EXPIRED);
    assertThat(ref.job().status().startedAt()).isEmpty();
  }

  @Test
  void an_unfinished_job_with_the_same_unique_key_is_the_answer_to_a_push() {
    percheron.handler("count", calls::incrementAndGet);

    var first = percheron.push(job("count").unique("k"));
    var second = percheron.push(job("count").unique("k"));
    Steps.untilIdle(worker);
    var third = percheron.push(job("count").unique("k"));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.isNew()).isFalse();
    assertThat(third.isNew()).isTrue();
    assertThat(calls).hasValue(1);
  }

  @Test
  void a_waiting_job_is_cancelled_at_once() {
    percheron.handler("count", calls::incrementAndGet);

    var ref = percheron.push(job("count"));
    var answer = ref.cancel();
    Steps.untilIdle(worker);

    assertThat(answer).isEqualTo(CancelAnswer.CANCELLED);
    assertThat(calls).hasValue(0);
    assertThat(ref.cancel()).isEqualTo(CancelAnswer.ENDED);
  }

  @Test
  void what_a_handler_tells_is_kept_progress_log_metadata() {
    percheron.handler("tell", SteppedWorkerTest::tell);

    var ref = percheron.push(job("tell").metadata("who", "ada"));
    Steps.untilIdle(worker);

    assertThat(ref.job().status().progress()).contains(new Progress(3, 4, "nearly"));
    assertThat(ref.job().spec().metadata()).containsEntry("who", "ada").containsEntry("seen", "1");
    assertThat(percheron.operations().log(ref.id())).extracting("text").containsExactly("hello");
  }

  @Test
  void a_handler_that_is_unknown_here_fails_the_attempt_and_keeps_the_job() {
    var ref = percheron.push(job("no.such").retry(RetryPolicy.none()));
    Steps.untilIdle(worker);

    assertThat(ref.job().state()).isEqualTo(JobState.FAILED);
    assertThat(ref.job().status().failure().orElseThrow().message()).contains("no.such");
  }

  @Test
  void a_queue_on_an_unknown_executor_is_parked_with_its_reason_and_served_once_it_is_known() {
    percheron.handler("count", calls::incrementAndGet);
    percheron.declare(Queue.named("odd").executor("hovercraft"));
    var ref = percheron.push(job("count").on("odd"));
    Steps.untilIdle(worker);
    assertThat(ref.job().state()).isEqualTo(JobState.READY);
    assertThat(worker.isHealthy()).isFalse();
    assertThat(worker.queues()).anyMatch(report -> report.trouble().contains("hovercraft"));

    percheron.declare(Queue.named("odd").executor("direct"));
    Steps.untilIdle(worker);

    assertThat(ref.job().state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(worker.isHealthy()).isTrue();
  }

  @Test
  void a_limit_that_the_executor_cannot_enforce_is_refused_when_pushed() {
    percheron.handler("count", calls::incrementAndGet);

    assertThatThrownBy(() -> percheron.push(job("count").memoryLimit(64 << 20)))
        .isInstanceOf(JobRefused.class)
        .hasMessageContaining("MEMORY_LIMIT")
        .hasMessageContaining("direct");
  }

  @Test
  void one_bad_element_of_a_batch_names_itself_and_nothing_is_pushed() {
    percheron.handler("count", calls::incrementAndGet);

    assertThatThrownBy(
            () -> percheron.pushAll(List.of(job("count"), job("count").on("no-such-queue"))))
        .isInstanceOf(JobRefused.class)
        .hasMessageContaining("no-such-queue");

    assertThat(percheron.operations().queues().getFirst().counts().ready()).isZero();
  }

  @Test
  void a_paused_queue_runs_nothing_and_resumes_by_itself() {
    percheron.handler("count", calls::incrementAndGet);
    percheron.operations().pause("default", time.instant().plus(SECOND));
    percheron.push(job("count"));
    Steps.untilIdle(worker);
    assertThat(calls).hasValue(0);

    time.advance(SECOND);
    Steps.untilIdle(worker);

    assertThat(calls).hasValue(1);
  }

  @Test
  void waiting_in_vain_throws_and_leaves_the_job_alone() {
    percheron.handler("count", calls::incrementAndGet);
    JobRef<?> ref = percheron.push(job("count"));

    assertThatThrownBy(() -> ref.await(Duration.ZERO))
        .isInstanceOf(AwaitTimeout.class)
        .hasMessageContaining("READY");

    Steps.untilIdle(worker);
    assertThat(calls).hasValue(1);
  }

  @Test
  void a_listener_that_throws_disturbs_neither_jobs_nor_other_listeners() {
    percheron.handler("count", calls::incrementAndGet);
    worker.close();
    var other =
        percheron
            .worker()
            .listen(event -> {
              throw new IllegalStateException("bad listener");
            })
            .listen(events::add)
            .stepped(time);

    percheron.push(job("count"));
    Steps.untilIdle(other);

    assertThat(calls).hasValue(1);
    assertThat(events).hasAtLeastOneElementOfType(JobEvent.Succeeded.class);
  }

  private int failTimes(int times) {
    int call = calls.incrementAndGet();
    if (call <= times) {
      throw new IllegalStateException("no luck " + call);
    }
    return call;
  }

  private int snoozeOnce() {
    if (calls.getAndIncrement() == 0) {
      throw JobContext.snooze(SECOND);
    }
    return calls.get();
  }

  private static int thrown(Exception e) throws Exception {
    throw e;
  }

  private static void tell() {
    var context = JobContext.current();
    context.progress(1, 4);
    context.progress(new Progress(3, 4, "nearly"));
    context.log("hello");
    context.metadata("seen", Integer.toString(context.attempt().number()));
  }
}
