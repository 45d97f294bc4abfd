package dev.percheron.testkit;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.Percheron;
import dev.percheron.PercheronSettings;
import dev.percheron.Worker;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobEvent;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.api.Queue;
import dev.percheron.api.RetryPolicy;
import dev.percheron.spi.JobStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What workers must do on any store, with real threads: nothing is lost when things are switched,
 * stopped, cancelled, frozen or away. A store's own test class only opens it.
 */
public abstract class WorkerContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ManualTime time = new ManualTime();
  private final SwitchableStore.Switch away = new SwitchableStore.Switch();
  private final List<JobEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final Map<JobId, AtomicInteger> runs = new ConcurrentHashMap<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();
  private @Nullable Percheron opened;

  /** For subclasses. */
  protected WorkerContract() {}

  /** A new, empty store. */
  protected abstract JobStore open(InstantSource time);

  @BeforeEach
  void reset() {
    opened = null;
  }

  @AfterEach
  void nothing_is_out_of_order_after_any_test() {
    release.countDown();
    var percheron = opened;
    if (percheron != null) {
      percheron.close();
    }
  }

  @Test
  void an_idle_worker_sees_a_push_at_once() throws Exception {
    var percheron = percheron(InstantSource.system());
    try (var worker = percheron.worker().start()) {
      assertThat(percheron.push(job("run")).await(PATIENCE)).isEqualTo("ran");

      long before = System.nanoTime();
      percheron.push(job("run")).await(PATIENCE);

      assertThat(worker.isHealthy()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(900));
    }
  }

  @Test
  void every_job_of_two_busy_workers_runs_exactly_once() throws Exception {
    var percheron = percheron(InstantSource.system());
    var refs = percheron.pushAll(Collections.nCopies(2_000, job("run")));
    try (var one = percheron.worker().start();
        var two = percheron.worker().start()) {
      for (var ref : refs) {
        ref.await(PATIENCE);
      }

      assertThat(one.id()).isNotEqualTo(two.id());
      assertThat(runs.values()).hasSize(2_000).allMatch(count -> count.get() == 1);
    }
    assertThat(percheron.operations().problems()).isEmpty();
  }

  @Test
  void when_the_executor_of_a_queue_is_switched_the_old_one_drains_and_the_new_one_takes_over()
      throws Exception {
    var percheron = percheron(InstantSource.system());
    try (var worker = percheron.worker().start()) {
      var old = percheron.push(job("hold"));
      awaitThat("the first job runs", () -> started.get() == 1);

      percheron.declare(Queue.named("default").executor("threads").concurrency(2));
      awaitThat("the queue is on threads", () -> executorOf(worker).equals("threads"));
      var fresh = percheron.push(job("where"));

      assertThat(fresh.await(PATIENCE)).isEqualTo("platform");
      assertThat(old.job().state()).isEqualTo(JobState.RUNNING);
      release.countDown();
      assertThat(old.await(PATIENCE)).isEqualTo("released");
    }
  }

  @Test
  void closing_a_worker_lets_what_runs_end_and_leaves_the_rest_ready() throws Exception {
    var percheron = percheron(InstantSource.system());
    percheron.declare(Queue.named("default").concurrency(1));
    var refs = percheron.pushAll(Collections.nCopies(50, job("hold")));
    var worker = percheron.worker().start();
    awaitThat("one job runs", () -> started.get() == 1);

    var closing = Thread.ofVirtual().start(worker::close);
    awaitThat("what waits was given back", () -> count(percheron, JobState.READY) >= 49);
    release.countDown();
    assertThat(closing.join(PATIENCE)).isTrue();

    assertThat(count(percheron, JobState.SUCCEEDED)).isEqualTo(1);
    assertThat(count(percheron, JobState.READY)).isEqualTo(refs.size() - 1);
    assertThat(percheron.operations().problems()).isEmpty();
  }

  @Test
  void what_outlives_the_grace_is_stopped_and_runs_again_elsewhere_without_an_attempt_used_up()
      throws Exception {
    var percheron = percheron(InstantSource.system());
    var ref = percheron.push(job("wait").retry(RetryPolicy.none()));
    var worker = percheron.worker().start();
    awaitThat("the job runs", () -> started.get() == 1);

    assertThat(worker.stop(Duration.ofMillis(20))).isZero();
    assertThat(interrupted).hasValue(1);
    release.countDown();

    try (var next = percheron.worker().start()) {
      assertThat(ref.await(PATIENCE)).isEqualTo("waited");
      assertThat(next.id()).isPresent();
    }
  }

  @Test
  void a_second_wish_to_stop_forces_it() throws Exception {
    var percheron = percheron(InstantSource.system());
    percheron.push(job("wait"));
    var worker = percheron.worker().start();
    awaitThat("the job runs", () -> started.get() == 1);

    var stopping = Thread.ofVirtual().start(() -> worker.stop(Duration.ofHours(1)));
    awaitThat("it stops", () -> worker.stop(Duration.ZERO) == 0);
    worker.stopRunning("second signal");

    assertThat(stopping.join(PATIENCE)).isTrue();
    assertThat(interrupted).hasValue(1);
  }

  @Test
  void cancelling_a_running_job_stops_it() throws Exception {
    var percheron = percheron(InstantSource.system());
    try (var worker = percheron.worker().listen(events::add).start()) {
      var ref = percheron.push(job("wait"));
      awaitThat("the job runs", () -> started.get() == 1);

      ref.cancel();

      var ended = percheron.operations().await(ref.id(), PATIENCE);
      assertThat(ended.state()).isEqualTo(JobState.CANCELLED);
      assertThat(interrupted).hasValue(1);
      assertThat(worker.isHealthy()).isTrue();
    }
  }

  @Test
  void a_frozen_worker_that_comes_back_late_cannot_settle_what_was_rescued() throws Exception {
    var percheron = percheron(time);
    var frozen = percheron.worker().listen(events::add).stepped(time);
    var other = percheron.worker().stepped(time);
    var ref = percheron.push(job("hold"));
    Steps.until("it runs", () -> started.get() == 1, frozen);

    time.advance(Duration.ofSeconds(16));
    Steps.until("it runs again", () -> started.get() == 2, other);
    release.countDown();
    Steps.until("the other settles it", () -> ref.job().state() == JobState.SUCCEEDED, other);
    Steps.until(
        "the late end is void",
        () -> List.copyOf(events).stream().anyMatch(JobEvent.Revoked.class::isInstance),
        frozen);

    assertThat(percheron.operations().attempts(ref.id()))
        .extracting(attempt -> attempt.number() + " " + attempt.outcome())
        .containsExactly("1 lost", "2 succeeded");
  }

  @Test
  void a_worker_that_cannot_renew_stops_what_it_runs_before_its_lease_ends() throws Exception {
    var percheron = percheron(time);
    var worker = percheron.worker().listen(events::add).stepped(time);
    percheron.push(job("wait"));
    Steps.until("it runs", () -> started.get() == 1, worker);

    away.on();
    worker.runOnce();
    time.advance(Duration.ofSeconds(14));
    worker.runOnce();

    assertThat(events).hasAtLeastOneElementOfType(JobEvent.LeaseLost.class);
    awaitThat(
        "the job was interrupted", () -> advanced(Duration.ofMillis(1)) && interrupted.get() == 1);
    assertThat(worker.id()).isEmpty();
    away.off();
    release.countDown();
    Steps.until("it is back", () -> worker.id().isPresent(), worker);
    Steps.until("the job ended after all", () -> count(percheron, JobState.SUCCEEDED) == 1, worker);
  }

  @Test
  void a_store_that_is_away_for_a_while_loses_nothing() throws Exception {
    var percheron = percheron(InstantSource.system());
    try (var worker = percheron.worker().listen(events::add).start()) {
      var ref = percheron.push(job("hold"));
      awaitThat("the job runs", () -> started.get() == 1);

      away.on();
      release.countDown();
      awaitThat(
          "the worker met trouble",
          () -> List.copyOf(events).stream().anyMatch(JobEvent.Trouble.class::isInstance));
      away.off();

      assertThat(ref.await(PATIENCE)).isEqualTo("released");
      assertThat(percheron.push(job("run")).await(PATIENCE)).isEqualTo("ran");
      assertThat(worker.isHealthy()).isTrue();
    }
  }

  @Test
  void a_listener_that_blocks_stops_nobody() throws Exception {
    var percheron = percheron(InstantSource.system());
    try (var worker =
        percheron.worker().listen(event -> awaitRelease()).listen(events::add).start()) {
      assertThat(percheron.push(job("run")).await(PATIENCE)).isEqualTo("ran");

      awaitThat(
          "the other listener heard of it",
          () -> List.copyOf(events).stream().anyMatch(JobEvent.Succeeded.class::isInstance));
      assertThat(worker.isHealthy()).isTrue();
      release.countDown();
    }
  }

  @Test
  void a_job_that_ignores_its_time_limit_is_fenced_reported_and_its_slot_replaced()
      throws Exception {
    var percheron = percheron(InstantSource.system());
    percheron.declare(
        Queue.named("default")
            .executor("threads", Map.of("interrupt-grace", "10ms", "max-stuck", "2"))
            .concurrency(1));
    try (var worker = percheron.worker().listen(events::add).start()) {
      var stubborn =
          percheron.push(job("ignore").timeLimit(Duration.ofMillis(20)).retry(RetryPolicy.none()));
      var next = percheron.push(job("run"));

      assertThat(next.await(PATIENCE)).isEqualTo("ran");
      assertThat(stubborn.job().state()).isEqualTo(JobState.FAILED);
      assertThat(stubborn.job().status().failure().orElseThrow().stack()).contains("ignore");
      assertThat(worker.queues().getFirst().stuck()).isEqualTo(1);
      release.countDown();
      awaitThat("it is no longer stuck", () -> worker.queues().getFirst().stuck() == 0);
    }
  }

  private Percheron percheron(InstantSource clock) {
    var store = SwitchableStore.around(open(clock), away);
    var percheron = Percheron.on(store, PercheronSettings.DEFAULT.time(clock));
    opened = percheron;
    return percheron
        .handler("run", this::run)
        .handler("hold", this::hold)
        .handler("wait", this::waitInterruptibly)
        .handler("ignore", this::ignoreInterrupts)
        .handler("where", WorkerContract::where);
  }

  private String run() {
    runs.computeIfAbsent(JobContext.current().attempt().job(), id -> new AtomicInteger())
        .incrementAndGet();
    return "ran";
  }

  private String hold() {
    started.incrementAndGet();
    awaitRelease();
    return "released";
  }

  private String waitInterruptibly() throws InterruptedException {
    started.incrementAndGet();
    try {
      release.await();
      return "waited";
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    }
  }

  private String ignoreInterrupts() {
    started.incrementAndGet();
    awaitRelease();
    return "at last";
  }

  private static String where() {
    return Thread.currentThread().isVirtual() ? "virtual" : "platform";
  }

  /** Waits on, whoever interrupts. */
  private void awaitRelease() {
    boolean released = false;
    while (!released) {
      try {
        released = release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        released = false; // that is the point of it
      }
    }
  }

  private boolean advanced(Duration by) {
    time.advance(by);
    return true;
  }

  private static String executorOf(Worker worker) {
    return worker.queues().getFirst().executor();
  }

  private static int count(Percheron percheron, JobState state) {
    return percheron.operations().jobs(JobFilter.NEWEST.in(state).limit(1_000)).size();
  }

  private static void awaitThat(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      Thread.onSpinWait();
    }
  }
}
