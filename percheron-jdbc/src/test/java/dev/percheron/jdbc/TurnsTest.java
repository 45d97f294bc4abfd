package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final long GAP = 10;
  private static final int AT_ONCE = 3;

  private final Turns turns = new Turns(GAP, AT_ONCE, 1_000);

  @Test
  void some_turns_come_at_once_and_after_that_one_in_every_gap() {
    assertThat(turns.take(1_000)).isNotPositive();
    assertThat(turns.take(1_000)).isNotPositive();
    assertThat(turns.take(1_000)).isNotPositive();

    assertThat(turns.take(1_000)).isEqualTo(GAP);
    assertThat(turns.take(1_000 + GAP)).isEqualTo(GAP);
  }

  @Test
  void a_rest_brings_back_some_turns_and_no_more_however_long_it_is() {
    for (int i = 0; i < 10; i++) {
      turns.take(1_000);
    }

    long later = 1_000_000;
    for (int i = 0; i < AT_ONCE; i++) {
      assertThat(turns.take(later)).isNotPositive();
    }
    assertThat(turns.take(later)).isEqualTo(GAP);
  }

  @Test
  void somebody_who_takes_one_now_and_then_never_waits() {
    for (long now = 1_000; now < 2_000; now += GAP) {
      assertThat(turns.take(now)).isNotPositive();
    }
  }
}
