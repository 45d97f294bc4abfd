package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import dev.percheron.exec.LoopProvider;
import dev.percheron.spi.JobExecutorProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // it is the executor that takes what handlers return
class LoopExecutorTest extends JobExecutorContract {
  private static final Duration SLOW = Duration.ofMillis(100);
  private static final Duration GRACE = Duration.ofSeconds(1);

  @Override
  protected JobExecutorProvider provider() {
    return new LoopProvider();
  }

  @Override
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran.getName()).startsWith("percheron-" + queue().name() + "-loop-");
  }

  @Test
  void stages_interleave_on_one_thread() {
    start(100);
    var threads = new ConcurrentLinkedQueue<Thread>();
    var stages = new ArrayList<CompletableFuture<String>>();
    var probes = new ArrayList<AttemptProbe>();
    on("async", context -> next(threads, stages));

    for (int i = 0; i < 50; i++) {
      probes.add(submit("async"));
    }
    Eventually.until("all are pending", () -> threads.size() == 50);
    assertThat(probes).noneMatch(AttemptProbe::isEnded);
    List.copyOf(stages).reversed().forEach(stage -> stage.complete("done"));

    assertThat(probes).allMatch(probe -> probe.outcome().equals(new Outcome.Succeeded("\"done\"")));
    assertThat(threads).containsOnly(threads.peek());
  }

  private static CompletableFuture<String> next(
      ConcurrentLinkedQueue<Thread> threads, List<CompletableFuture<String>> stages) {
    var stage = new CompletableFuture<String>();
    stages.add(stage); // by the loop's thread alone
    threads.add(Thread.currentThread());
    return stage;
  }

  @Test
  void a_handler_that_holds_the_loop_is_reported_once() {
    start(2);
    var entered = new CountDownLatch(1);
    var release = onStubborn("blocking", entered::countDown);
    var probe = submit("blocking");
    await(entered);

    time.advance(SLOW.minusMillis(1));
    assertThat(notices.blocking()).isEmpty();
    time.advance(Duration.ofMillis(1));
    time.advance(SLOW.multipliedBy(20));

    assertThat(notices.blocking()).hasSize(1);
    assertThat(notices.blocking().getFirst().job()).isEqualTo(probe.attempt().job());
    assertThat(notices.blocking().getFirst().held()).isEqualTo(SLOW);
    assertThat(notices.blocking().getFirst().stack()).contains("onStubborn");
    release.countDown();
    assertThat(probe.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
  }

  @Test
  void a_handler_that_begins_late_in_anothers_watch_is_measured_from_its_own_start() {
    start(2);
    on("quick", context -> null);
    var entered = new CountDownLatch(1);
    var release = onStubborn("blocking", entered::countDown);
    assertThat(submit("quick").outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
    time.advance(SLOW.minusMillis(10));
    var probe = submit("blocking");
    await(entered);

    time.advance(SLOW.minusMillis(1));
    assertThat(notices.blocking()).isEmpty();
    time.advance(Duration.ofMillis(1));

    assertThat(notices.blocking()).hasSize(1);
    release.countDown();
    probe.end();
  }

  @Test
  void a_pending_stage_does_not_hold_the_loop() {
    start(2);
    var stages = new ArrayList<CompletableFuture<String>>();
    var threads = new ConcurrentLinkedQueue<Thread>();
    on("async", context -> next(threads, stages));
    var probe = submit("async");
    Eventually.until("it is pending", () -> threads.size() == 1);

    time.advance(SLOW.multipliedBy(20));
    stages.getFirst().complete("done");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("\"done\""));
    assertThat(notices.blocking()).isEmpty();
  }

  @Test
  void the_loop_goes_on_with_a_new_thread_when_its_own_is_stuck() {
    start(3);
    var threads = new ConcurrentLinkedQueue<Thread>();
    var stages = new ArrayList<CompletableFuture<String>>();
    on("async", context -> next(threads, stages));
    var pending = submit("async");
    Eventually.until("it is pending", () -> threads.size() == 1);
    var entered = new CountDownLatch(1);
    var release = onStubborn("stubborn", entered::countDown);
    var stubborn = submit("stubborn");
    await(entered);
    var behind = submit("async");

    stubborn.cancel("enough");
    time.advance(GRACE);
    Eventually.until("the loop goes on", () -> threads.size() == 2);
    release.countDown();
    Eventually.until("the stuck thread is back", () -> executor.health().stuck() == 0);
    List.copyOf(stages).forEach(stage -> stage.complete("done"));

    assertThat(stubborn.outcome()).isEqualTo(new Outcome.Cancelled("enough", Rung.FENCED));
    assertThat(pending.outcome()).isEqualTo(new Outcome.Succeeded("\"done\""));
    assertThat(behind.outcome()).isEqualTo(new Outcome.Succeeded("\"done\""));
    assertThat(List.copyOf(threads)).doesNotHaveDuplicates();
    on("where", context -> threads.contains(Thread.currentThread()) && isLast(threads));
    for (int i = 0; i < 50; i++) { // were there two threads now, they would take turns
      assertThat(submit("where").outcome()).isEqualTo(new Outcome.Succeeded("true"));
    }
  }

  private static boolean isLast(ConcurrentLinkedQueue<Thread> threads) {
    return List.copyOf(threads).getLast().equals(Thread.currentThread());
  }

  @Test
  void a_limit_of_a_pending_attempt_is_kept_while_another_holds_the_loop() {
    start(2);
    var threads = new ConcurrentLinkedQueue<Thread>();
    var stages = new ArrayList<CompletableFuture<String>>();
    on("async", context -> next(threads, stages));
    var pending = submit(attempt("async", limited(LIMIT)));
    Eventually.until("it is pending", () -> threads.size() == 1);
    var entered = new CountDownLatch(1);
    var release = onStubborn("blocking", entered::countDown);
    var blocking = submit("blocking");
    await(entered);

    time.advance(LIMIT.plus(GRACE));

    assertThat(pending.outcome()).isInstanceOf(Outcome.TimedOut.class);
    assertThat(notices.stuck()).as("no thread is stuck in it").isEmpty();
    assertThat(blocking.isEnded()).isFalse();
    release.countDown();
    assertThat(blocking.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
    Eventually.until("its stage is cancelled", stages.getFirst()::isCancelled);
  }

  @Test
  void results_of_stages_are_written_on_the_loop_not_on_the_completing_thread() {
    start(2);
    var stage = new CompletableFuture<Object>();
    var returned = new CountDownLatch(1);
    on("async", context -> counted(returned, stage));
    var probe = submit("async");
    await(returned);

    stage.complete(new ThreadName());

    assertThat(((Outcome.Succeeded) probe.outcome()).result()).contains("-loop-");
  }

  private static Object counted(CountDownLatch latch, Object value) {
    latch.countDown();
    return value;
  }

  /** A value that is written as the name of the thread that writes it. */
  private static final class ThreadName extends Number {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      return Thread.currentThread().getName();
    }

    @Override
    public int intValue() {
      return 0;
    }

    @Override
    public long longValue() {
      return 0;
    }

    @Override
    public float floatValue() {
      return 0;
    }

    @Override
    public double doubleValue() {
      return 0;
    }
  }
}
