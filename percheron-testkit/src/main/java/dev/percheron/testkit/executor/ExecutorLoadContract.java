package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Capability;
import dev.percheron.api.Outcome;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Slots are exact and nothing leaks, however much happens. */
abstract class ExecutorLoadContract extends ExecutorStopsContract {
  @Test
  void concurrency_one_keeps_the_order_and_never_overlaps() {
    start(1);
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var order = new ArrayList<Long>();
    on("alone", context -> enter(inside, most, () -> order.add(context.attempt().job().value())));

    var expected = new ArrayList<Long>();
    for (int i = 0; i < 500; i++) {
      var probe = submit("alone");
      assertThat(probe.outcome()).isInstanceOf(Outcome.Succeeded.class);
      expected.add(probe.attempt().job().value());
    }

    assertThat(order).isEqualTo(expected);
    assertThat(most).hasValue(1);
  }

  private static boolean enter(AtomicInteger inside, AtomicInteger most, Runnable action) {
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    action.run();
    inside.decrementAndGet();
    return true;
  }

  @Test
  void without_a_free_slot_an_attempt_is_given_back_at_once() {
    start(1);
    var entered = new CountDownLatch(1);
    var release = onStubborn("long", entered::countDown);
    var first = submit("long");
    await(entered);

    var second = submit("long");

    assertThat(executor.freeSlots()).isZero();
    assertThat(second.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(second.end().startedAt()).isEmpty();
    assertThat(executor.running()).isEqualTo(1);
    release.countDown();
    assertThat(first.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
  }

  @Test
  void the_slot_is_free_when_the_end_is_told() {
    start(1);
    on("quick", context -> null);
    var free = new CompletableFuture<Integer>();

    var _ = executor.submit(attempt("quick"), onEnd(end -> free.complete(executor.freeSlots())));

    assertThat(free.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1);
  }

  @Test
  void free_slots_are_exact_under_random_starts_ends_and_cancels(TestReporter reporter) {
    needsHandle();
    long seed = ThreadLocalRandom.current().nextLong();
    reporter.publishEntry("seed", Long.toString(seed));
    new RandomLoad(seed).run(manySteps());
  }

  /** What should be running, beside what the executor says. */
  private final class RandomLoad {
    private static final int SLOTS = 8;

    private final long seed;
    private final Random random;
    private final List<AttemptProbe> running = new ArrayList<>();
    private final ConcurrentHashMap<Long, CompletableFuture<String>> stages =
        new ConcurrentHashMap<>();

    RandomLoad(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run(int steps) {
      start(SLOTS);
      on("staged", context -> stages.get(context.attempt().job().value()));
      for (int i = 0; i < steps; i++) {
        step();
        int expected = running.size();
        assertThat(executor.running()).as("running, seed %d, step %d", seed, i).isEqualTo(expected);
        assertThat(executor.freeSlots()).as("free, seed %d", seed).isEqualTo(SLOTS - expected);
      }
      while (!running.isEmpty()) {
        end();
      }
    }

    private void step() {
      switch (random.nextInt(running.isEmpty() ? 1 : 5)) {
        case 0, 1 -> begin();
        case 2 -> end();
        case 3 -> crash();
        default -> cancel();
      }
    }

    private void begin() {
      var attempt = attempt("staged");
      stages.put(attempt.job().value(), new CompletableFuture<>());
      var probe = submit(attempt);
      if (running.size() < SLOTS) {
        running.add(probe);
      } else {
        assertThat(probe.outcome()).isInstanceOf(Outcome.NotStarted.class);
      }
    }

    private void end() {
      var probe = any();
      stageOf(probe).complete("done");
      assertThat(probe.outcome()).isInstanceOf(Outcome.Succeeded.class);
    }

    private void crash() {
      var probe = any();
      stageOf(probe).completeExceptionally(new IllegalStateException("crashed"));
      assertThat(probe.outcome()).isInstanceOf(Outcome.Failed.class);
    }

    private void cancel() {
      var probe = any();
      ExecutorLoadContract.this.cancel(probe, "at random");
      assertThat(probe.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }

    private AttemptProbe any() {
      return running.remove(random.nextInt(running.size()));
    }

    private CompletableFuture<String> stageOf(AttemptProbe probe) {
      return Objects.requireNonNull(stages.get(probe.attempt().job().value()));
    }
  }

  @Test
  void many_jobs_from_many_threads_never_exceed_the_slots() throws InterruptedException {
    start(3);
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    on("counted", context -> enter(inside, most, Thread::onSpinWait));
    var ended = new AtomicLong();
    var submitters = new ArrayList<Thread>();

    for (int t = 0; t < 4; t++) {
      submitters.add(Thread.ofPlatform().start(() -> submitMany("counted", 2_000, ended)));
    }
    for (var submitter : submitters) {
      submitter.join();
    }

    Eventually.until("all have ended", () -> ended.get() == 8_000);
    assertThat(most.get()).isBetween(1, 3);
    assertThat(executor.running()).isZero();
    assertThat(executor.freeSlots()).isEqualTo(3);
  }

  private void submitMany(String handler, int jobs, AtomicLong ended) {
    for (int i = 0; i < jobs; i++) {
      var _ = executor.submit(attempt(handler), onEnd(end -> ended.incrementAndGet()));
    }
  }

  @Test
  void many_jobs_leave_nothing_behind() throws InterruptedException {
    start(executor.capabilities().contains(Capability.KILL) ? 4 : 16);
    on("many", context -> null);
    int few = Math.min(1_000, manyJobs());
    submitInTurn(few);
    int threads = Thread.getAllStackTraces().size();

    submitInTurn(manyJobs());

    assertThat(executor.running()).isZero();
    assertThat(executor.freeSlots()).isEqualTo(executor.concurrency());
    assertThat(Thread.getAllStackTraces().size()).isLessThanOrEqualTo(threads + 20);
    assertForgotten(submitInTurn(few));
  }

  /** Submits whenever a slot is free; returns the last attempts, weakly. */
  private List<WeakReference<Object>> submitInTurn(int jobs) throws InterruptedException {
    var slots = new Semaphore(executor.concurrency());
    var failed = new AtomicInteger();
    var last = new ArrayList<WeakReference<Object>>();
    for (int i = 0; i < jobs; i++) {
      slots.acquire();
      var attempt = attempt("many");
      var _ = executor.submit(attempt, onEnd(end -> count(end, failed, slots)));
      if (i >= jobs - 100) {
        last.add(new WeakReference<>(attempt));
      }
    }
    slots.acquire(executor.concurrency());
    assertThat(failed).hasValue(0);
    return last;
  }

  private static void count(AttemptEnd end, AtomicInteger failed, Semaphore slots) {
    if (!end.outcome().equals(Outcome.Succeeded.NOTHING)) {
      failed.incrementAndGet();
    }
    slots.release();
  }

  private static void assertForgotten(List<WeakReference<Object>> attempts) {
    Eventually.until(
        "the attempts are forgotten",
        () -> attempts.stream().allMatch(attempt -> attempt.refersTo(null)),
        System::gc);
  }
}
