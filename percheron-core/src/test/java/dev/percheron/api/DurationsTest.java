package dev.percheron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void short_and_long_forms_are_read() {
    assertThat(Durations.parse("250ms")).isEqualTo(Duration.ofMillis(250));
    assertThat(Durations.parse(" 30s ")).isEqualTo(Duration.ofSeconds(30));
    assertThat(Durations.parse("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(Durations.parse("2h")).isEqualTo(Duration.ofHours(2));
    assertThat(Durations.parse("7d")).isEqualTo(Duration.ofDays(7));
    assertThat(Durations.parse("PT1H30M")).isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void what_is_no_duration_is_refused() {
    for (var text : List.of("", "5", "m", "5 m", "-5m", "5w", "1h30m", "99999999999999999999s")) {
      assertThatThrownBy(() -> Durations.parse(text))
          .as("'" + text + "'")
          .isInstanceOf(DateTimeException.class);
    }
    assertThatThrownBy(() -> Durations.parse("999999999999999d"))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void two_units_at_most_are_shown() {
    assertThat(Durations.shown(Duration.ZERO)).isEqualTo("0µs");
    assertThat(Durations.shown(Duration.ofNanos(120_999))).isEqualTo("120µs");
    assertThat(Durations.shown(Duration.ofMillis(45))).isEqualTo("45ms");
    assertThat(Durations.shown(Duration.ofMillis(3_299))).isEqualTo("3.2s");
    assertThat(Durations.shown(Duration.ofSeconds(61))).isEqualTo("1m 1s");
    assertThat(Durations.shown(Duration.ofMinutes(65))).isEqualTo("1h 5m");
    assertThat(Durations.shown(Duration.ofHours(50))).isEqualTo("2d 2h");
    assertThat(Durations.shown(Duration.ofMillis(-1_500))).isEqualTo("-1.5s");
  }

  @Test
  void the_longest_duration_is_shown() {
    assertThat(Durations.shown(Duration.ofSeconds(Long.MAX_VALUE))).endsWith("h");
  }
}
