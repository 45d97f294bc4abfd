package dev.percheron.testkit;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.Percheron;
import dev.percheron.PercheronSettings;
import dev.percheron.api.JobState;
import dev.percheron.api.Queue;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.spi.JobStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What several workers must do on one store, and what they do when they are asked from afar. A
 * store's own test class only opens it.
 */
public abstract class WorkersContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private Percheron percheron = Percheron.inMemory();

  /** For subclasses. */
  protected WorkersContract() {}

  /** A new, empty store. */
  protected abstract JobStore open(InstantSource time);

  /** The same store as another process has it; empty where there can be no other process. */
  protected Optional<JobStore> openElsewhere(InstantSource time) {
    return Optional.empty();
  }

  @BeforeEach
  void open() {
    percheron =
        Percheron.on(open(InstantSource.system()), PercheronSettings.DEFAULT)
            .handler("hold", this::hold)
            .handler("where", WorkersContract::where);
  }

  @AfterEach
  void nothing_is_out_of_order_after_any_test() {
    release.countDown();
    percheron.close();
  }

  @Test
  void a_queue_goes_to_the_workers_that_have_all_of_its_tags() throws Exception {
    percheron.declare(Queue.named("render").tags("gpu", "eu"));
    try (var plain = percheron.worker().tags("gpu").start();
        var fit = percheron.worker().tags("eu", "gpu", "large").start()) {

      var ref = percheron.push(job("where").on("render"));

      assertThat(ref.await(PATIENCE)).isEqualTo("virtual");
      assertThat(ref.job().status().worker()).isEqualTo(fit.id());
      assertThat(plain.queues()).extracting(QueueReport::queue).containsExactly("default");
    }
  }

  @Test
  void a_queue_that_gets_a_tag_leaves_the_workers_without_it_and_what_runs_there_ends()
      throws Exception {
    try (var plain = percheron.worker().start()) {
      var running = percheron.push(job("hold"));
      started.await();

      percheron.declare(Queue.named("default").tags("gpu"));
      awaitThat("it is left", () -> plain.queues().isEmpty());
      var later = percheron.push(job("where"));
      release.countDown();

      assertThat(running.await(PATIENCE)).isEqualTo("released");
      // A claim that was under way when the queue was left is given back.
      awaitThat("nobody has it", () -> later.job().state() == JobState.READY);
      percheron.declare(Queue.named("default"));
      assertThat(later.await(PATIENCE)).isEqualTo("virtual");
    }
  }

  @Test
  void a_running_job_that_is_cancelled_elsewhere_is_told_within_a_second() throws Exception {
    var other = openElsewhere(InstantSource.system());
    var elsewhere = other.map(store -> Percheron.on(store, PercheronSettings.DEFAULT));
    try (var worker = percheron.worker().start()) {
      var running = percheron.push(job("hold"));
      started.await();

      elsewhere.orElse(percheron).operations().cancel(running.id(), "not needed");

      assertThat(told.await(1, TimeUnit.SECONDS)).isTrue();
      awaitThat("it is cancelled", () -> running.job().state() == JobState.CANCELLED);
      assertThat(worker.isHealthy()).isTrue();
    } finally {
      elsewhere.ifPresent(Percheron::close);
    }
  }

  @Test
  void a_worker_that_is_drained_finishes_what_it_runs_and_ends() throws Exception {
    var drained = percheron.worker().start();
    var running = percheron.push(job("hold"));
    started.await();
    var id = drained.id().orElseThrow();

    assertThat(percheron.operations().drain(id)).isTrue();
    awaitThat("it takes nothing more", drained::isClosed);
    var later = percheron.push(job("where"));
    release.countDown();

    assertThat(running.await(PATIENCE)).isEqualTo("released");
    awaitThat("it has ended", () -> drained.id().isEmpty());
    // A claim that was under way is given back with the lease.
    awaitThat("nobody has it", () -> later.job().state() == JobState.READY);
    assertThat(percheron.operations().drain(id)).isFalse();
  }

  @Test
  void a_program_may_say_itself_what_draining_its_worker_means() throws Exception {
    var asked = new CountDownLatch(1);
    try (var worker = percheron.worker().onDrain(asked::countDown).start()) {

      percheron.operations().drain(worker.id().orElseThrow());

      asked.await();
      assertThat(worker.id()).isPresent();
    }
  }

  @Test
  void the_stack_of_a_running_job_can_be_seen_from_afar() throws Exception {
    try (var worker = percheron.worker().start()) {
      var running = percheron.push(job("hold"));
      started.await();

      var stack = percheron.operations().stack(running.id(), PATIENCE);

      assertThat(stack.orElseThrow()).contains("WorkersContract.hold");
      release.countDown();
      running.await(PATIENCE);
      assertThat(percheron.operations().stack(running.id(), PATIENCE)).isEmpty();
      assertThat(worker.isHealthy()).isTrue();
    }
  }

  private String hold() throws InterruptedException {
    started.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      told.countDown();
      throw e;
    }
    return "released";
  }

  private static String where() {
    return Thread.currentThread().isVirtual() ? "virtual" : "platform";
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
