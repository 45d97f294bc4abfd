package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Outcome;
import dev.percheron.api.Queue;
import dev.percheron.api.Rung;
import dev.percheron.exec.ThreadsProvider;
import dev.percheron.spi.CloseReport;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The rungs in time: token, interrupt, fence. */
class LadderTest extends ExecutorFixture {
  private static final Duration TOKEN_GRACE = Duration.ofSeconds(3);
  private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(7);

  @Override
  protected JobExecutorProvider provider() {
    return new ThreadsProvider();
  }

  @Override
  protected Queue queue() {
    var options = Map.of("token-grace", "3s", "interrupt-grace", "7s", "max-stuck", "2");
    return Queue.named("contract").executor("threads", options);
  }

  @Test
  void who_leaves_within_the_grace_of_the_token_is_not_interrupted() {
    start(2);
    var entered = onPatient("polite");
    var probe = submit("polite");
    await(entered);

    probe.cancel("please");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Cancelled("please", Rung.TOKEN));
  }

  @Test
  void the_interrupt_comes_after_the_grace_of_the_token() {
    start(2);
    var entered = new CountDownLatch(1);
    var never = gate();
    on("deaf", context -> waiting(entered, never));
    var probe = submit("deaf");
    await(entered);

    probe.cancel("please");
    time.advance(TOKEN_GRACE.minusMillis(1));
    assertThat(probe.isEnded()).isFalse();
    time.advance(Duration.ofMillis(1));

    assertThat(probe.outcome()).isEqualTo(new Outcome.Cancelled("please", Rung.INTERRUPT));
  }

  @Test
  void the_fence_comes_after_the_grace_of_the_interrupt() {
    start(2);
    var entered = new CountDownLatch(1);
    var release = onStubborn("stubborn", entered::countDown);
    var probe = submit("stubborn");
    await(entered);

    probe.cancel("please");
    time.advance(TOKEN_GRACE.plus(INTERRUPT_GRACE).minusMillis(1));
    assertThat(probe.isEnded()).isFalse();
    time.advance(Duration.ofMillis(1));

    assertThat(probe.outcome()).isEqualTo(new Outcome.Cancelled("please", Rung.FENCED));
    assertThat(executor.freeSlots()).isEqualTo(2);
    release.countDown();
    Eventually.until("the thread is back", () -> executor.health().stuck() == 0);
  }

  @Test
  void the_first_reason_counts() {
    start(2);
    var entered = new CountDownLatch(1);
    var never = gate();
    on("deaf", context -> waiting(entered, never));
    var probe = submit(attempt("deaf", limited(Duration.ofSeconds(1))));
    await(entered);

    probe.cancel("first");
    probe.cancel("second");
    time.advance(TOKEN_GRACE);

    assertThat(probe.outcome()).isEqualTo(new Outcome.Cancelled("first", Rung.INTERRUPT));
  }

  @Test
  void trouble_begins_at_max_stuck_and_not_before() {
    start(4);
    var first = stick("first");
    assertThat(executor.health().isGood()).isTrue();
    var second = stick("second");

    assertThat(executor.health().isGood()).isFalse();
    assertThat(executor.health().trouble()).contains("2 threads", "max-stuck=2");
    assertThat(executor.freeSlots()).isZero();
    first.countDown();
    Eventually.until("one is back", () -> executor.health().stuck() == 1);
    assertThat(executor.freeSlots()).isEqualTo(4);
    second.countDown();
  }

  @Test
  void a_pool_with_a_stuck_thread_still_runs_as_many_as_it_has_slots() {
    start(2);
    var release = stick("first");
    var together = new CountDownLatch(2);
    on("pair", context -> meeting(together));

    var one = submit("pair");
    var other = submit("pair");

    assertThat(one.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
    assertThat(other.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
    release.countDown();
  }

  @Test
  void a_handler_that_closes_its_own_executor_does_not_hang() {
    start(2);
    var report = new CompletableFuture<CloseReport>();
    on("suicidal", context -> report.complete(executor.close(Shutdown.NOW)));

    var probe = submit("suicidal");
    Eventually.until("it has closed", report::isDone, this::pass);

    assertThat(report.join().abandoned()).containsExactly(probe.attempt().job());
    assertThat(probe.outcome())
        .isEqualTo(new Outcome.Cancelled("its executor was closed", Rung.FENCED));
  }

  @Test
  void a_second_close_does_nothing_while_the_first_waits() {
    start(2);
    var entered = new CountDownLatch(1);
    var release = onStubborn("long", entered::countDown);
    var probe = submit("long");
    await(entered);
    var first = closingLater(Shutdown.PATIENT);
    Eventually.until("it is closing", () -> executor.freeSlots() == 0);

    var second = executor.close(Shutdown.NOW);

    assertThat(second).isEqualTo(CloseReport.NOTHING);
    assertThat(probe.isEnded()).isFalse();
    release.countDown();
    assertThat(first.join()).isEqualTo(new CloseReport(1, 0, 0, List.of()));
  }

  @Test
  void whoever_interrupts_a_close_hurries_it() throws InterruptedException {
    start(2);
    var entered = onPatient("waiting");
    var probe = submit("waiting");
    await(entered);
    var flag = new CompletableFuture<Boolean>();
    var closer =
        Thread.ofPlatform()
            .start(() -> {
              var _ = executor.close(Shutdown.PATIENT);
              flag.complete(Thread.currentThread().isInterrupted());
            });
    Eventually.until("it is closing", () -> executor.freeSlots() == 0);

    closer.interrupt();
    closer.join();

    assertThat(probe.outcome()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(flag.join()).as("the interrupt is not swallowed").isTrue();
  }

  /** A thread that is stuck until the latch is opened. */
  private CountDownLatch stick(String name) {
    var entered = new CountDownLatch(1);
    var release = onStubborn(name, entered::countDown);
    var probe = submit(name);
    await(entered);
    probe.cancel("stick");
    time.advance(TOKEN_GRACE.plus(INTERRUPT_GRACE));
    assertThat(probe.isEnded()).isTrue();
    return release;
  }

  private static Object waiting(CountDownLatch entered, CountDownLatch never)
      throws InterruptedException {
    entered.countDown();
    never.await();
    return "not reached";
  }

  private static Object meeting(CountDownLatch together) {
    together.countDown();
    await(together);
    return null;
  }
}
