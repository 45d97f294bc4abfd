package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.CancelJob;
import dev.percheron.api.Capability;
import dev.percheron.api.Failure;
import dev.percheron.api.GiveUp;
import dev.percheron.api.Limits;
import dev.percheron.api.Outcome;
import dev.percheron.api.SnoozeJob;
import dev.percheron.spi.UnfitAttempt;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Whatever a handler does, its attempt ends once, as what it was, and its neighbours do not notice.
 */
@SuppressWarnings("serial") // nothing of this is serialised
abstract class ExecutorEndsContract extends ExecutorRunsContract {
  /** As thread death was: something that is neither an exception nor an error. */
  private static final class Weird extends Throwable {}

  private static final class Mute extends RuntimeException {
    @Override
    public String getMessage() {
      throw new IllegalStateException("not telling");
    }
  }

  private static final class Laden extends RuntimeException {
    @SuppressWarnings("UnusedVariable") // it is there to be held on to
    private final Object frame;

    Laden(Object frame) {
      super("laden");
      this.frame = frame;
    }
  }

  @Test
  void an_exception_keeps_type_message_stack_and_causes() {
    needsJava();
    start(2);
    on(
        "failing",
        context -> {
          throw new IllegalStateException("outer", new IOException("inner"));
        });

    var failure = submit("failing").failure();

    assertThat(failure.type()).isEqualTo(IllegalStateException.class.getName());
    assertThat(failure.message()).isEqualTo("outer");
    assertThat(failure.stack()).contains("ExecutorEndsContract");
    assertThat(failure.causes())
        .containsExactly(new Failure.Cause(IOException.class.getName(), "inner"));
    assertThat(failure.isA(RuntimeException.class.getName())).isTrue();
    assertWorks();
  }

  @Test
  void every_throwable_is_a_failure() {
    needsJava();
    start(2);

    assertFails(new Exception("checked"));
    assertFails(new AssertionError("an error"));
    assertFails(new OutOfMemoryError("so it says"));
    assertFails(new Weird());
    assertFails(new Mute());
    assertFails(new Laden(new Object()));
    assertFails(new GiveUp("no use"));
    assertFails(new InterruptedException("of the handler's own making"));
    assertWorks();
  }

  private void assertFails(Throwable thrown) {
    on(
        "throwing",
        context -> {
          throw thrown;
        });
    Eventually.until("a slot is free", () -> executor.freeSlots() > 0);
    assertThat(submit("throwing").failure().type()).isEqualTo(thrown.getClass().getName());
  }

  @Test
  void a_stack_overflow_is_a_failure() {
    needsJava();
    start(2);
    on("deep", context -> deeper(1));

    var failure = submit("deep").failure();

    assertThat(failure.type()).isEqualTo(StackOverflowError.class.getName());
    assertWorks();
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static int deeper(int depth) {
    return deeper(depth + 1) + 1;
  }

  @Test
  void a_result_that_cannot_be_written_is_a_failure() {
    needsJava();
    start(2);
    on("opaque", context -> new Object());

    var failure = submit("opaque").failure();

    assertThat(failure.type()).isEqualTo(UnfitAttempt.class.getName());
    assertThat(failure.message()).contains("java.lang.Object");
    assertWorks();
  }

  @Test
  void a_handler_can_snooze_and_cancel_itself() {
    needsJava();
    start(2);
    on(
        "sleepy",
        context -> {
          throw new SnoozeJob(Duration.ofMinutes(3));
        });
    on(
        "done",
        context -> {
          throw new CancelJob("nothing to do");
        });

    var snoozed = submit("sleepy");
    snoozed.end();
    Eventually.until("a slot is free", () -> executor.freeSlots() > 0);
    var cancelled = submit("done");

    assertThat(snoozed.outcome()).isEqualTo(new Outcome.Snoozed(Duration.ofMinutes(3)));
    assertThat(cancelled.outcome()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(((Outcome.Cancelled) cancelled.outcome()).reason()).isEqualTo("nothing to do");
  }

  @Test
  void an_unknown_handler_is_a_failure_that_names_it() {
    needsJava();
    start(2);

    var failure = submit("nobody.knows").failure();

    assertThat(failure.type()).isEqualTo(UnfitAttempt.class.getName());
    assertThat(failure.message()).contains("nobody.knows");
    assertWorks();
  }

  @Test
  void arguments_that_do_not_fit_are_a_failure() {
    needsJava();
    start(2);
    on(
        "picky",
        context -> {
          throw new UnfitAttempt("'picky' takes 2 arguments, was given 0");
        });

    var failure = submit("picky").failure();

    assertThat(failure.message()).contains("takes 2 arguments");
    assertWorks();
  }

  @Test
  void a_class_that_fails_to_initialise_fails_its_attempts_only() {
    needsJava();
    start(2);
    on("broken", context -> Broken.VALUE);

    var first = submit("broken").failure();
    Eventually.until("a slot is free", () -> executor.freeSlots() > 0);
    var second = submit("broken").failure();

    // The first in this JVM; later ones say that the class could not be had.
    assertThat(first.type())
        .isIn(ExceptionInInitializerError.class.getName(), NoClassDefFoundError.class.getName());
    assertThat(second.type()).isEqualTo(NoClassDefFoundError.class.getName());
    assertWorks();
  }

  private static final class Broken {
    static final Object VALUE = fail();

    private static Object fail() {
      throw new IllegalStateException("cannot be initialised");
    }
  }

  @Test
  void a_failing_neighbour_disturbs_nobody() {
    needsHandle();
    lacks(Capability.THREAD_AFFINITY);
    start(2);
    var entered = new CountDownLatch(1);
    var release = onStubborn("long", entered::countDown);
    on(
        "failing",
        context -> {
          throw new IllegalStateException("mine alone");
        });

    var neighbour = submit("long");
    await(entered);
    submit("failing").end();
    assertThat(neighbour.isEnded()).isFalse();
    release.countDown();

    assertThat(neighbour.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
  }

  @Test
  void a_passed_start_deadline_is_expired_and_not_run() {
    start(2);
    var calls = new AtomicInteger();
    on("punctual", context -> calls.incrementAndGet());
    var deadline = time.instant();
    var attempt = attempt("punctual", spec -> spec.startBy(deadline));
    time.advance(Duration.ofMillis(1));

    var probe = submit(attempt);

    assertThat(probe.outcome()).isEqualTo(new Outcome.Expired());
    assertThat(probe.end().startedAt()).isEmpty();
    assertThat(probe.starts()).isEmpty();
    assertThat(calls).hasValue(0);
  }

  @Test
  void a_start_deadline_that_is_just_now_is_kept() {
    start(2);
    on("punctual", context -> null);

    var probe = submit(attempt("punctual", spec -> spec.startBy(time.instant())));

    assertThat(probe.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
  }

  @Test
  void a_limit_that_is_not_declared_is_a_failure_without_a_start() {
    start(2);

    assertLimitKept(Capability.TIME_LIMIT, Limits.NONE.time(LIMIT));
    assertLimitKept(Capability.MEMORY_LIMIT, Limits.NONE.memory(1 << 26));
    assertLimitKept(Capability.CPU_LIMIT, Limits.NONE.cpu(LIMIT));
  }

  private void assertLimitKept(Capability capability, Limits limits) {
    var calls = new AtomicInteger();
    on("limited", context -> calls.incrementAndGet());
    Eventually.until("a slot is free", () -> executor.freeSlots() > 0);

    var probe = submit(attempt("limited", spec -> spec.options(spec.options().limits(limits))));

    if (executor.capabilities().contains(capability)) {
      assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("1"));
    } else {
      assertThat(probe.failure().message()).contains(capability.name(), provider().alias());
      assertThat(probe.end().startedAt()).isEmpty();
      assertThat(calls).hasValue(0);
    }
  }

  @Test
  void nothing_of_a_failed_frame_is_retained() throws InterruptedException {
    needsJava();
    start(2);
    var gone = new ReferenceQueue<>();
    var reference = failWith(gone);

    var collected = gone.remove(1);
    for (int i = 0; collected == null && i < 200; i++) {
      System.gc();
      collected = gone.remove(50);
    }

    assertThat(collected).isSameAs(reference);
  }

  private WeakReference<Object> failWith(ReferenceQueue<Object> gone) {
    var frame = new Object();
    var reference = new WeakReference<>(frame, gone);
    on(
        "laden",
        context -> {
          context.onCancel(() -> assertThat(frame).isNotNull());
          throw new Laden(frame);
        });
    assertThat(submit("laden").failure().message()).isEqualTo("laden");
    on("laden", context -> null);
    return reference;
  }
}
