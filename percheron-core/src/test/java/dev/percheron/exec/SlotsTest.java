package dev.percheron.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotsTest {
  @Test
  void slots_are_taken_up_to_the_size_and_given_back() {
    var slots = new Slots(2);

    assertThat(slots.take()).isTrue();
    assertThat(slots.take()).isTrue();
    assertThat(slots.take()).isFalse();
    slots.release();

    assertThat(slots.running()).isEqualTo(1);
    assertThat(slots.free()).isEqualTo(1);
    assertThat(slots.take()).isTrue();
  }

  @Test
  void none_is_taken_after_the_close_and_the_count_still_comes_down() {
    var slots = new Slots(2);
    assertThat(slots.take()).isTrue();

    slots.close();
    slots.close();

    assertThat(slots.isClosed()).isTrue();
    assertThat(slots.take()).isFalse();
    assertThat(slots.free()).isZero();
    assertThat(slots.running()).isEqualTo(1);
    slots.release();
    assertThat(slots.running()).isZero();
    assertThat(slots.isClosed()).isTrue();
  }

  @Test
  void many_threads_never_hold_more_than_there_are() throws InterruptedException {
    var slots = new Slots(3);
    var held = new AtomicInteger();
    var most = new AtomicInteger();
    var threads = new ArrayList<Thread>();

    for (int t = 0; t < 4; t++) {
      threads.add(Thread.ofPlatform().start(() -> takeAndRelease(slots, held, most)));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(most.get()).isBetween(1, 3);
    assertThat(slots.running()).isZero();
    assertThat(slots.free()).isEqualTo(3);
  }

  private static void takeAndRelease(Slots slots, AtomicInteger held, AtomicInteger most) {
    for (int i = 0; i < 100_000; i++) {
      if (slots.take()) {
        most.accumulateAndGet(held.incrementAndGet(), Math::max);
        held.decrementAndGet();
        slots.release();
      }
    }
  }
}
