package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.Capability;
import dev.percheron.api.Outcome;
import dev.percheron.spi.CloseReport;
import dev.percheron.spi.Shutdown;
import dev.percheron.spi.Shutdown.Leftover;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * What every {@code JobExecutor} must do. Extend it, say which provider makes yours, and run it:
 *
 * <pre>{@code
 * class PinnedTest extends JobExecutorContract {
 *   protected JobExecutorProvider provider() {
 *     return new Pinned.Installed();
 *   }
 * }
 * }</pre>
 *
 * <p>What an executor does not declare in its capabilities is not asked of it, but that it says so
 * is. Time stands still in these tests until they move it, so limits and graces must come from the
 * timer of the context. After every test each attempt must have been told exactly one end, nothing
 * may run and no alarm may be left.
 */
public abstract class JobExecutorContract extends ExecutorLoadContract {
  /** For a class that extends it. */
  protected JobExecutorContract() {}

  // ---- provider

  @Test
  void provider_and_executor_agree() {
    var queue = queue();
    var byDefault = provider().defaultConcurrency();

    provider().check(queue);
    executor.start(context(queue));

    assertThat(queue.executor()).isEqualTo(provider().alias());
    assertThat(executor.capabilities()).isEqualTo(provider().capabilities());
    assertThat(executor.concurrency()).isEqualTo(byDefault);
    assertThat(executor.freeSlots()).isEqualTo(byDefault);
    assertThat(provider().create()).isNotSameAs(executor);
  }

  @Test
  void an_unknown_option_is_refused_with_the_known_ones() {
    Map<String, String> options = new HashMap<>(queue().options());
    options.put("no-such-option", "1");
    var queue = queue().executor(provider().alias(), options);

    assertThatThrownBy(() -> provider().check(queue))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such-option")
        .hasMessageContaining("it knows");
    assertThatThrownBy(() -> executor.start(context(queue)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such-option");
    assertThat(executor.freeSlots()).isZero();
  }

  // ---- start and close

  @Test
  void before_its_start_it_takes_no_work() {
    assertThat(executor.freeSlots()).isZero();
    assertThat(executor.running()).isZero();
    assertThat(executor.health().isGood()).isFalse();
    assertThat(executor.close(Shutdown.NOW)).isEqualTo(CloseReport.NOTHING);
  }

  @Test
  void it_is_started_once() {
    start(2);

    assertThatThrownBy(() -> start(2)).isInstanceOf(IllegalStateException.class);
    assertWorks();
  }

  @Test
  void an_idle_executor_closes_at_once() {
    start(2);
    assertWorks();

    var report = executor.close(Shutdown.PATIENT);

    assertThat(report).isEqualTo(CloseReport.NOTHING);
    assertThat(executor.freeSlots()).isZero();
    assertThat(executor.health().isGood()).isFalse();
    assertThat(executor.close(Shutdown.PATIENT)).isEqualTo(CloseReport.NOTHING);
  }

  @Test
  void after_its_close_everything_is_given_back() {
    start(2);
    var _ = executor.close(Shutdown.PATIENT);

    var probe = submit("anything");

    assertThat(probe.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(probe.end().startedAt()).isEmpty();
    assertThat(probe.starts()).isEmpty();
  }

  @Test
  void it_can_be_started_again() {
    for (int i = 1; i <= 3; i++) {
      start(i);
      assertThat(executor.concurrency()).isEqualTo(i);
      assertThat(executor.freeSlots()).isEqualTo(i);
      assertWorks();
      assertThat(executor.close(Shutdown.PATIENT)).isEqualTo(CloseReport.NOTHING);
    }
  }

  @Test
  void close_waits_for_what_ends_within_the_grace() {
    start(2);
    var entered = new CountDownLatch(1);
    var release = onStubborn("long", entered::countDown);
    var probe = submit("long");
    await(entered);

    var closing = closingLater(new Shutdown(LONG, Leftover.CANCEL));
    Eventually.until("it takes no more", () -> executor.freeSlots() == 0);
    assertThat(closing.isDone()).isFalse();
    release.countDown();

    assertThat(closing.join()).isEqualTo(new CloseReport(1, 0, 0, List.of()));
    assertThat(probe.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
  }

  @Test
  void close_cancels_what_outlives_the_grace() {
    start(2);
    var entered = onPatient("waiting");
    var probe = submit("waiting");
    await(entered);

    var report = closingAfter(LONG, Leftover.CANCEL);

    assertThat(report).isEqualTo(new CloseReport(0, 1, 0, List.of()));
    assertThat(probe.outcome()).isInstanceOf(Outcome.Cancelled.class);
  }

  @Test
  void close_leaves_what_outlives_the_grace_when_told_so() {
    start(2);
    var entered = new CountDownLatch(1);
    var release = onStubborn("long", entered::countDown);
    var probe = submit("long");
    await(entered);

    var report = closingAfter(LONG, Leftover.LEAVE);

    assertThat(report.abandoned()).containsExactly(probe.attempt().job());
    assertThat(probe.isEnded()).isFalse();
    release.countDown();
    assertThat(probe.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
  }

  @Test
  void close_abandons_what_cannot_be_stopped() {
    lacks(Capability.KILL);
    start(2);
    var entered = new CountDownLatch(1);
    var release = onStubborn("stubborn", entered::countDown);
    var probe = submit("stubborn");
    await(entered);

    var report = closing(Shutdown.NOW);

    assertThat(report.abandoned()).containsExactly(probe.attempt().job());
    assertThat(report.finished() + report.cancelled() + report.returned()).isZero();
    release.countDown();
    assertThat(probe.outcome()).isInstanceOf(Outcome.Cancelled.class);
  }

  @Test
  void close_gives_back_what_has_not_started() {
    needsHandle();
    needs(Capability.THREAD_AFFINITY);
    start(3);
    var entered = new CountDownLatch(1);
    var release = onStubborn("first", entered::countDown);
    on("second", context -> "must not run");
    var first = submit("first");
    await(entered);
    var second = submit("second");
    var third = submit("second");

    var closing = closingLater(new Shutdown(Duration.ofHours(1), Leftover.CANCEL));

    assertThat(second.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(third.outcome()).isInstanceOf(Outcome.NotStarted.class);
    release.countDown();
    assertThat(first.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
    assertThat(closing.join()).isEqualTo(new CloseReport(1, 0, 2, List.of()));
  }
}
