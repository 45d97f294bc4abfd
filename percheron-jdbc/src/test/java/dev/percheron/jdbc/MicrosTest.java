package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MicrosTest {
  @Test
  void instants_are_read_again_to_the_microsecond() {
    var instant = Instant.parse("1969-12-31T23:59:59.123456789Z");

    assertThat(Micros.instant(Micros.of(instant)))
        .isEqualTo(Instant.parse("1969-12-31T23:59:59.123456Z"));
  }

  @Test
  void the_ends_of_time_are_read_again() {
    assertThat(Micros.instant(Micros.of(Instant.MAX))).isEqualTo(Instant.MAX);
    assertThat(Micros.instant(Micros.of(Instant.MIN))).isEqualTo(Instant.MIN);
  }

  @Test
  void a_delay_never_ends_early_and_never_overflows() {
    assertThat(Micros.after(0, Duration.ofNanos(1))).isEqualTo(1);
    assertThat(Micros.after(Long.MAX_VALUE - 5, Duration.ofDays(1))).isEqualTo(Long.MAX_VALUE);
    assertThat(Micros.after(1, Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
  }
}
