package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Capability;
import dev.percheron.api.JobContext;
import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A job that is to stop stops, and nobody else does. */
abstract class ExecutorStopsContract extends ExecutorEndsContract {
  @Test
  void a_time_limit_stops_what_the_job_does() {
    needs(Capability.TIME_LIMIT);
    start(2);
    var entered = onPatient("slow");

    var probe = submit(attempt("slow", limited(LIMIT)));
    await(entered);
    time.advance(LIMIT.minusMillis(1));
    assertThat(probe.isEnded()).isFalse();
    time.advance(Duration.ofMillis(1));

    var timedOut = (Outcome.TimedOut) probe.outcome();
    assertThat(timedOut.rung()).isIn(Rung.TOKEN, Rung.INTERRUPT, Rung.KILL);
    assertThat(timedOut.failure().message()).contains("5.0s");
    assertThat(timedOut.failure().stack())
        .contains(handlersAreJava() ? "ExecutorFixture" : "processes");
    assertWorks();
  }

  @Test
  void side_effects_end_with_the_time_limit() {
    needs(Capability.TIME_LIMIT);
    needs(Capability.INTERRUPT);
    start(2);
    var effects = new AtomicInteger();
    var entered = new CountDownLatch(1);
    on("busy", context -> writeUntilInterrupted(entered, effects));

    var probe = submit(attempt("busy", limited(LIMIT)));
    await(entered);
    time.advance(LIMIT);

    assertThat(probe.outcome()).isInstanceOf(Outcome.TimedOut.class);
    int atEnd = effects.get();
    assertWorks();
    assertThat(effects).hasValue(atEnd);
  }

  private static Object writeUntilInterrupted(CountDownLatch entered, AtomicInteger effects) {
    entered.countDown();
    while (!Thread.currentThread().isInterrupted()) {
      effects.incrementAndGet();
    }
    throw new IllegalStateException("interrupted");
  }

  @Test
  void a_time_limit_counts_from_the_real_start() {
    needs(Capability.TIME_LIMIT);
    needs(Capability.THREAD_AFFINITY);
    start(2);
    var entered = new CountDownLatch(1);
    var release = onStubborn("first", entered::countDown);
    on("second", context -> "in time");

    var first = submit("first");
    await(entered);
    var second = submit(attempt("second", limited(LIMIT)));
    time.advance(LIMIT.multipliedBy(2));
    release.countDown();

    assertThat(first.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
    assertThat(second.outcome()).isEqualTo(new Outcome.Succeeded("\"in time\""));
    assertThat(second.end().startedAt()).contains(time.instant());
  }

  @Test
  void a_job_within_its_limit_leaves_no_alarm() {
    needs(Capability.TIME_LIMIT);
    start(2);
    on("quick", context -> Thread.currentThread().isInterrupted());

    var quick = submit(attempt("quick", limited(LIMIT)));
    quick.end();
    time.advance(LIMIT.multipliedBy(2));

    assertThat(quick.outcome()).isEqualTo(new Outcome.Succeeded("false"));
    assertWorks();
  }

  @Test
  void a_stage_that_overruns_its_limit_is_cancelled() {
    needs(Capability.TIME_LIMIT);
    start(2);
    var stage = new CompletableFuture<String>();
    var returned = new CountDownLatch(1);
    on("pending", context -> pending(returned, stage));

    var probe = submit(attempt("pending", limited(LIMIT)));
    await(returned);
    time.advance(LIMIT);

    assertThat(probe.outcome()).isInstanceOf(Outcome.TimedOut.class);
    assertThat(stage).isCancelled();
    assertWorks();
  }

  @Test
  void a_stage_of_a_cancelled_job_is_cancelled() {
    needsHandle();
    start(2);
    var stage = new CompletableFuture<String>();
    var returned = new CountDownLatch(1);
    on("pending", context -> pending(returned, stage));

    var probe = submit("pending");
    await(returned);
    cancel(probe, "not wanted");

    assertThat(probe.outcome()).isInstanceOf(Outcome.Cancelled.class);
    Eventually.until("the stage is cancelled", stage::isCancelled);
    assertWorks();
  }

  private static Object pending(CountDownLatch returned, Object stage) {
    returned.countDown();
    return stage;
  }

  @Test
  void a_cancelled_job_stops() {
    needsHandle();
    start(2);
    var entered = onPatient("waiting");

    var probe = submit("waiting");
    await(entered);
    cancel(probe, "not wanted");

    var cancelled = (Outcome.Cancelled) probe.outcome();
    assertThat(cancelled.reason()).isEqualTo("not wanted");
    assertThat(cancelled.rung()).isNotIn(Rung.NOT_STARTED, Rung.FENCED);
    assertThat(probe.end().startedAt()).isPresent();
    assertWorks();
  }

  @Test
  void a_job_sees_that_it_is_cancelled_and_its_actions_run() {
    needsJava();
    needsHandle();
    start(2);
    var order = new AtomicReference<JobContext>();
    var entered = new CountDownLatch(1);
    var acted = gate();
    on("careful", context -> careful(context, order, entered, acted));

    var probe = submit("careful");
    await(entered);
    assertThat(order.get().isCancelled()).isFalse();
    cancel(probe, "not wanted");

    assertThat(probe.outcome()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(order.get().isCancelled()).isTrue();
    assertThat(probe.end().metadata()).containsEntry("stopped", "in order");
  }

  private static Object careful(
      JobContext context,
      AtomicReference<JobContext> kept,
      CountDownLatch entered,
      CountDownLatch acted) {
    context.onCancel(() -> failWith("an action that throws"));
    context.onCancel(acted::countDown);
    kept.set(context);
    entered.countDown();
    awaitWhatever(acted);
    context.metadata("stopped", "in order");
    context.throwIfCancelled();
    return "not reached";
  }

  private static void failWith(String message) {
    throw new IllegalStateException(message);
  }

  @Test
  void a_cancel_after_the_end_does_nothing() {
    start(2);
    on("quick", context -> null);
    var probe = submit("quick");
    probe.end();

    probe.cancel("too late");

    assertThat(probe.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
    assertThat(probe.ends()).isEqualTo(1);
    assertWorks();
  }

  @Test
  void a_cancel_before_the_start_keeps_it_from_starting() {
    needsHandle();
    needs(Capability.THREAD_AFFINITY);
    start(2);
    var entered = new CountDownLatch(1);
    var release = onStubborn("first", entered::countDown);
    var calls = new AtomicInteger();
    on("second", context -> calls.incrementAndGet());

    var first = submit("first");
    await(entered);
    var second = submit("second");
    second.cancel("not wanted");

    assertThat(second.outcome()).isEqualTo(new Outcome.Cancelled("not wanted", Rung.NOT_STARTED));
    assertThat(second.end().startedAt()).isEmpty();
    assertThat(executor.freeSlots()).isEqualTo(1);
    release.countDown();
    first.end();
    assertWorks();
    assertThat(calls).hasValue(0);
  }

  @Test
  void a_late_interrupt_never_meets_the_next_job() {
    needs(Capability.INTERRUPT);
    needsHandle();
    start(1);
    var entered = new AtomicReference<>(new CountDownLatch(1));
    on("leaving", context -> leaveAtTheToken(context, entered.get()));
    on("next", context -> interruptedWithin(5_000));

    for (int i = 0; i < 2_000; i++) {
      entered.set(new CountDownLatch(1));
      var next = new CompletableFuture<AttemptEnd>();
      var leaving = executor.submit(attempt("leaving"), onEnd(end -> followWith("next", next)));
      await(entered.get());
      leaving.cancel("and while it leaves, the next one comes");
      time.advance(tokenGrace());

      var end = next.orTimeout(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      assertThat(end.outcome()).isEqualTo(new Outcome.Succeeded("false"));
    }
  }

  /** On the thread that told the end, so that the next one begins as soon as it can. */
  private void followWith(String handler, CompletableFuture<AttemptEnd> told) {
    var _ = executor.submit(attempt(handler), onEnd(told::complete));
  }

  /** Its end falls between the token and the interrupt. */
  private static Object leaveAtTheToken(JobContext context, CountDownLatch entered) {
    context.onCancel(Thread::onSpinWait);
    entered.countDown();
    while (!context.isCancelled()) {
      Thread.onSpinWait();
    }
    return "left";
  }

  private static boolean interruptedWithin(int turns) {
    boolean interrupted = false;
    for (int i = 0; i < turns; i++) {
      interrupted |= Thread.currentThread().isInterrupted();
      Thread.onSpinWait();
    }
    return interrupted;
  }

  @Test
  void a_thread_that_ignores_its_interrupt_is_fenced_and_its_slot_replaced() {
    needs(Capability.INTERRUPT);
    needs(Capability.TIME_LIMIT);
    lacks(Capability.KILL);
    start(1);
    var kept = new AtomicReference<JobContext>();
    var entered = new CountDownLatch(1);
    var release = gate();
    on("stubborn", context -> keepOn(context, kept, entered, release));

    var probe = submit(attempt("stubborn", limited(LIMIT)));
    await(entered);
    time.advance(LIMIT.plus(LONG));

    var timedOut = (Outcome.TimedOut) probe.outcome();
    assertThat(timedOut.rung()).isEqualTo(Rung.FENCED);
    assertThat(timedOut.failure().stack()).contains("keepOn");
    assertThat(notices.stuck()).hasSize(1);
    assertThat(notices.stuck().getFirst().job()).isEqualTo(probe.attempt().job());
    assertThat(notices.stuck().getFirst().stack()).contains("keepOn");
    assertThat(executor.health().stuck()).isEqualTo(1);
    assertThat(executor.running()).isZero();
    assertThat(kept.get().isCancelled()).isTrue();
    assertWorks(); // beside the thread that is stuck
    release.countDown();
    Eventually.until("the thread is back", () -> executor.health().stuck() == 0);
    Eventually.until("that has been told", () -> !notices.unstuck().isEmpty());
    assertThat(notices.unstuck()).containsExactly(probe.attempt().job());
    assertThat(probe.end().metadata()).containsOnlyKeys("before");
    assertThat(probe.log()).isEmpty();
    assertThat(probe.ends()).isEqualTo(1);
    assertWorks();
  }

  private static Object keepOn(
      JobContext context,
      AtomicReference<JobContext> kept,
      CountDownLatch entered,
      CountDownLatch release) {
    kept.set(context);
    context.metadata("before", "counts");
    entered.countDown();
    awaitWhatever(release);
    context.metadata("after", "does not");
    context.log("nor does this");
    return "nor this";
  }

  @Test
  void too_many_stuck_threads_are_trouble_until_they_end() {
    needs(Capability.INTERRUPT);
    needs(Capability.TIME_LIMIT);
    lacks(Capability.KILL);
    start(4);
    var release = gate();
    var entered = new AtomicReference<>(new CountDownLatch(1));
    on("stubborn", context -> stay(entered.get(), release));

    int stuck = 0;
    while (executor.health().isGood() && stuck < 1_000) {
      assertThat(executor.freeSlots()).isEqualTo(4);
      entered.set(new CountDownLatch(1));
      var probe = submit(attempt("stubborn", limited(LIMIT)));
      await(entered.get());
      time.advance(LIMIT.plus(LONG));
      assertThat(probe.outcome()).isInstanceOf(Outcome.TimedOut.class);
      stuck++;
    }

    assertThat(executor.health().isGood()).as("after %d stuck threads", stuck).isFalse();
    assertThat(executor.health().stuck()).isEqualTo(stuck);
    assertThat(executor.freeSlots()).isZero();
    assertThat(submit("stubborn").outcome()).isInstanceOf(Outcome.NotStarted.class);
    int changes = notices.changes();
    release.countDown();
    Eventually.until("it has recovered", () -> executor.health().stuck() == 0);
    Eventually.until("that has been told", () -> notices.changes() > changes);
    assertThat(executor.health().isGood()).isTrue();
    assertThat(executor.freeSlots()).isEqualTo(4);
    assertWorks();
  }

  private static Object stay(CountDownLatch entered, CountDownLatch release) {
    entered.countDown();
    awaitWhatever(release);
    return "too late";
  }
}
