package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Outcome;
import dev.percheron.exec.DirectProvider;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown.Leftover;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DirectExecutorTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new DirectProvider();
  }

  @Override
  protected boolean runsOnCaller() {
    return true;
  }

  @Override
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran).isEqualTo(submitter);
  }

  @Test
  void the_callers_own_interrupt_is_left_to_it() {
    start(1);
    on("looking", context -> Thread.currentThread().isInterrupted());
    var probe = new AttemptProbe(attempt("looking"));

    Thread.currentThread().interrupt();
    var _ = executor.submit(probe.attempt(), probe);
    boolean still = Thread.interrupted();

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("true"));
    assertThat(still).isTrue();
  }

  @Test
  void a_caller_that_is_interrupted_while_it_waits_for_a_stage_keeps_its_interrupt() {
    start(1);
    var stage = new CompletableFuture<String>();
    on("async", context -> (Object) stage);
    var probe = new AttemptProbe(attempt("async"));

    Thread.currentThread().interrupt();
    var _ = executor.submit(probe.attempt(), probe);
    boolean still = Thread.interrupted();

    assertThat(probe.failure().type()).isEqualTo(InterruptedException.class.getName());
    assertThat(still).isTrue();
    assertThat(stage).isCancelled();
  }

  @Test
  void a_close_wakes_a_caller_that_waits_for_a_stage() {
    start(1);
    var stage = new CompletableFuture<String>();
    var returned = new CountDownLatch(1);
    on("async", context -> counted(returned, stage));
    var probe = submit("async");
    await(returned);

    var report = closingAfter(LONG, Leftover.CANCEL);

    assertThat(report.cancelled()).isEqualTo(1);
    assertThat(probe.outcome()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(stage).isCancelled();
  }

  private static Object counted(CountDownLatch latch, Object value) {
    latch.countDown();
    return value;
  }
}
