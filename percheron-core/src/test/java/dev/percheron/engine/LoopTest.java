package dev.percheron.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final List<JobEvent> heard = Collections.synchronizedList(new ArrayList<>());
  private final Events events = new Events(InstantSource.system(), List.of(heard::add));

  @Test
  void a_step_that_did_something_is_run_again_at_once() throws Exception {
    var left = new AtomicInteger(5);
    var empty = new CountDownLatch(1);
    var loop = Loop.every("test", LONG, () -> countDown(left, empty), events);

    loop.start();

    assertThat(empty.await(20, TimeUnit.SECONDS)).isTrue();
    stop(loop);
  }

  @Test
  void a_wake_up_during_a_step_is_not_lost() throws Exception {
    var steps = new Semaphore(0);
    var entered = new Semaphore(0);
    var goOn = new Semaphore(0);
    var loop = Loop.every("test", LONG, () -> step(entered, goOn, steps), events);
    loop.start();
    entered.acquire();

    loop.wake();
    goOn.release(2);

    assertThat(steps.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
    stop(loop);
  }

  @Test
  void a_step_that_throws_anything_is_reported_and_tried_again() throws Exception {
    var calls = new AtomicInteger();
    var recovered = new CountDownLatch(1);
    var loop = Loop.every("test", LONG, () -> failTwice(calls, recovered), events);

    loop.start();

    assertThat(recovered.await(20, TimeUnit.SECONDS)).isTrue();
    stop(loop);
    events.deliver();
    assertThat(heard)
        .extracting(event -> ((JobEvent.Trouble) event).failure().type())
        .containsExactly("java.lang.StackOverflowError", "java.lang.StackOverflowError");
  }

  @Test
  void a_stopped_loop_ends_its_thread() throws Exception {
    var loop = Loop.every("test", LONG, () -> 0, events);
    loop.start();

    loop.stop();

    assertThat(loop.join(Duration.ofSeconds(20))).isTrue();
  }

  private static void stop(Loop loop) throws InterruptedException {
    loop.stop();
    assertThat(loop.join(Duration.ofSeconds(20))).isTrue();
  }

  private static int countDown(AtomicInteger left, CountDownLatch empty) {
    int now = left.getAndDecrement();
    if (now <= 0) {
      empty.countDown();
      return 0;
    }
    return 1;
  }

  private static int step(Semaphore entered, Semaphore goOn, Semaphore steps)
      throws InterruptedException {
    entered.release();
    goOn.acquire();
    steps.release();
    return 0;
  }

  private static int failTwice(AtomicInteger calls, CountDownLatch recovered) {
    if (calls.incrementAndGet() <= 2) {
      throw new StackOverflowError("deep");
    }
    recovered.countDown();
    return 0;
  }
}
