package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.Capability;
import dev.percheron.api.JobContext;
import dev.percheron.api.LogLine;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Handlers run, where the executor says, and see their own attempt. */
abstract class ExecutorRunsContract extends ExecutorFixture {
  /** Checks that {@code ran} is a thread that this executor's handlers belong on. */
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran).isNotEqualTo(submitter);
  }

  @Test
  void a_value_is_kept_as_json() {
    start(2);
    on("valued", context -> 42);

    var probe = submit("valued");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("42"));
    assertThat(probe.starts()).containsExactly(time.instant());
    assertThat(probe.end().startedAt()).contains(time.instant());
    assertThat(probe.end().finishedAt()).isEqualTo(time.instant());
  }

  @Test
  void a_handler_without_a_value_succeeds_with_null() {
    start(2);
    on("void", context -> null);

    var probe = submit("void");

    assertThat(probe.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
  }

  @Test
  void a_handler_runs_where_the_executor_says() {
    start(4);
    var threads = new HashSet<Thread>();
    var ran = new AtomicReference<Thread>();
    on("thread", context -> ran.getAndSet(Thread.currentThread()) == null);

    for (int i = 0; i < 20; i++) {
      var probe = new AttemptProbe(attempt("thread"));
      var _ = executor.submit(probe.attempt(), probe);
      assertThat(probe.outcome()).isInstanceOf(Outcome.Succeeded.class);
      checkThread(Thread.currentThread(), ran.get());
      threads.add(ran.get());
    }

    if (executor.capabilities().contains(Capability.THREAD_AFFINITY)) {
      assertThat(threads).hasSize(1);
    }
  }

  @Test
  void a_stage_is_awaited_and_its_value_kept() {
    start(2);
    var stage = new CompletableFuture<String>();
    var returned = new CountDownLatch(1);
    on("stage", context -> counted(returned, stage));

    var probe = submit("stage");
    await(returned);
    assertThat(probe.isEnded()).isFalse();
    assertThat(executor.running()).isEqualTo(1);
    stage.complete("late");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("\"late\""));
  }

  @Test
  void a_stage_that_is_complete_already_is_read_at_once() {
    start(2);
    on("done", context -> CompletableFuture.completedStage(true));

    var probe = submit("done");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("true"));
  }

  @Test
  void a_stage_that_fails_is_a_failure_with_its_own_exception() {
    needsJava();
    start(2);
    on("failing", context -> (Object) CompletableFuture.supplyAsync(ExecutorRunsContract::spoilt));

    var failure = submit("failing").failure();

    assertThat(failure.type()).isEqualTo(IllegalArgumentException.class.getName());
    assertThat(failure.message()).isEqualTo("spoilt");
  }

  @Test
  void a_future_is_awaited_and_its_value_kept() {
    start(2);
    var future = new FutureTask<>(() -> 7);
    var returned = new CountDownLatch(1);
    on("future", context -> counted(returned, future));

    var probe = submit("future");
    await(returned);
    assertThat(probe.isEnded()).isFalse();
    future.run();

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("7"));
  }

  @Test
  void a_future_that_fails_is_a_failure_with_its_own_exception() {
    needsJava();
    start(2);
    var future = new FutureTask<>(ExecutorRunsContract::spoilt);
    future.run();
    on("future", context -> future);

    var failure = submit("future").failure();

    assertThat(failure.type()).isEqualTo(IllegalArgumentException.class.getName());
  }

  @Test
  void a_handler_sees_its_own_attempt() {
    needsJava();
    start(2);
    var seen = new CompletableFuture<JobContext>();
    on("seeing", context -> seen.complete(context) && current().equals(context));
    var attempt = attempt("seeing", spec -> spec.metadata(Map.of("tenant", "7")).priority(3));

    var probe = submit(attempt);

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("true"));
    assertThat(seen.join().attempt()).isEqualTo(attempt);
    assertThat(seen.join().startedAt()).isEqualTo(time.instant());
    assertThat(seen.join().deadline()).isEmpty();
    assertThat(seen.join().metadata()).containsExactly(Map.entry("tenant", "7"));
    assertThat(seen.join().isCancelled()).isFalse();
  }

  @Test
  void outside_of_a_handler_there_is_no_context() {
    start(1);
    on("quick", context -> null);

    submit("quick").end();

    assertThatThrownBy(JobContext::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_handler_knows_its_deadline() {
    needs(Capability.TIME_LIMIT);
    start(2);
    on("deadline", context -> context.deadline().orElseThrow().toString());

    var probe = submit(attempt("deadline", limited(LIMIT)));

    var deadline = time.instant().plus(LIMIT);
    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("\"" + deadline + "\""));
  }

  @Test
  void metadata_that_a_handler_changes_is_in_its_end() {
    needsJava();
    start(2);
    on("writing", this::writesMetadata);

    var end = submit(attempt("writing", spec -> spec.metadata(Map.of("a", "1", "b", "2")))).end();

    assertThat(end.outcome()).isEqualTo(new Outcome.Succeeded("\"3\""));
    assertThat(end.metadata()).isEqualTo(Map.of("a", "1", "b", "3", "c", "4"));
  }

  private String writesMetadata(JobContext context) {
    context.metadata("b", "3");
    context.metadata("c", "4");
    assertThatThrownBy(() -> context.metadata("bad\nkey", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.metadata("big", "x".repeat(10_001)))
        .isInstanceOf(IllegalArgumentException.class);
    return String.valueOf(context.metadata().get("b"));
  }

  @Test
  void metadata_is_kept_when_the_handler_fails() {
    needsJava();
    start(2);
    on("failing", context -> failAfter(() -> context.metadata("reached", "page 3")));

    var end = submit("failing").end();

    assertThat(end.metadata()).containsEntry("reached", "page 3");
  }

  @Test
  void progress_and_log_are_told_in_order() {
    needsJava();
    start(2);
    on("telling", ExecutorRunsContract::tells);

    var probe = submit("telling");

    assertThat(probe.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
    assertThat(probe.progress())
        .isEqualTo(List.of(new Progress(1, 2, ""), new Progress(2, 2, "last")));
    assertThat(probe.log()).containsExactly("one", "two");
  }

  private static @Nullable Object tells(JobContext context) {
    context.progress(1, 2);
    context.log("one");
    context.progress(new Progress(2, 2, "last"));
    context.log("two");
    return null;
  }

  @Test
  void a_log_is_bounded_and_says_what_it_lost() {
    start(2);
    on("chatty", context -> logs(context, LogLine.MAX_LINES + 234));

    var probe = submit("chatty");

    assertThat(probe.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
    assertThat(probe.log()).hasSize(LogLine.MAX_LINES + 1);
    assertThat(probe.log().getFirst()).isEqualTo("line 0");
    assertThat(probe.log().getLast()).contains("234");
  }

  private static @Nullable Object logs(JobContext context, int lines) {
    for (int i = 0; i < lines; i++) {
      context.log("line " + i);
    }
    return null;
  }

  @Test
  void what_is_written_after_the_end_counts_no_more() {
    needsJava();
    start(2);
    var kept = new CompletableFuture<JobContext>();
    on("leaking", context -> kept.complete(context));
    var probe = submit("leaking");
    var end = probe.end();

    kept.join().metadata("late", "1");
    kept.join().progress(1, 1);
    kept.join().log("late");

    assertThat(end.metadata()).isEmpty();
    assertThat(kept.join().metadata()).isEmpty();
    assertThat(probe.progress()).isEmpty();
    assertThat(probe.log()).isEmpty();
  }

  private static JobContext current() {
    return JobContext.current();
  }

  private static Object counted(CountDownLatch latch, Object value) {
    latch.countDown();
    return value;
  }

  private static Object failAfter(Runnable first) {
    first.run();
    throw new IllegalStateException("failed after it");
  }

  private static Integer spoilt() {
    throw new IllegalArgumentException("spoilt");
  }
}
