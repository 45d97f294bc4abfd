package dev.percheron.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WallTimerTest {
  private final WallTimer timer = new WallTimer(new Events(InstantSource.system(), List.of()));

  @BeforeEach
  void start() {
    timer.start();
  }

  @AfterEach
  void stop() {
    timer.stop();
  }

  @Test
  void alarms_ring_in_order_of_their_time_whatever_the_order_they_were_set_in() throws Exception {
    var rung = new LinkedBlockingQueue<String>();

    timer.after(Duration.ofMillis(60), () -> rung.add("second"));
    timer.after(Duration.ofMillis(20), () -> rung.add("first"));

    assertThat(rung.poll(20, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(rung.poll(20, TimeUnit.SECONDS)).isEqualTo("second");
  }

  @Test
  void an_alarm_that_was_stopped_does_not_ring() throws Exception {
    var rung = new AtomicBoolean();
    var later = new CountDownLatch(1);

    var alarm = timer.after(Duration.ofMillis(20), () -> rung.set(true));
    alarm.stop();
    timer.after(Duration.ofMillis(40), later::countDown);

    assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(rung).isFalse();
  }

  @Test
  void an_alarm_that_throws_keeps_no_other_from_ringing() throws Exception {
    var later = new CountDownLatch(1);

    timer.after(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("bad alarm");
        });
    timer.after(Duration.ofMillis(5), later::countDown);

    assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
