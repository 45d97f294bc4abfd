package dev.percheron.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuartzExpressionTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 2 ? * 2-6         | 0 0 2 * * 1-5",
        "0 0 2 ? * MON-FRI     | 0 0 2 * * 1-5",
        "0 0/15 8-18 * * ?     | 0 0-59/15 8-18 * * *",
        "0 0 12 ? * 1          | 0 0 12 * * 0",
        "0 0 12 ? * L          | 0 0 12 * * 6L",
        "0 0 12 ? * 7L         | 0 0 12 * * 6L",
        "0 0 12 ? * 6#3        | 0 0 12 * * 5#3",
        "0 0 12 ? * 2,4,FRIL   | 0 0 12 * * 1,3,5L",
        "0 0 12 ? * 1/2        | 0 0 12 * * 0-6/2",
        "0 0 12 L-3 * ?        | 0 0 12 L-3 * *",
        "0 0 12 15W 1,JUL ? *  | 0 0 12 15W 1,7 *",
        "0 0 22-2 ? * SAT-MON  | 0 0 22-2 * * 6-1"
      })
  void what_quartz_writes_is_read(String quartz, String expression) {
    var read = QuartzExpression.parse(quartz);

    assertThat(read.expression().normal()).isEqualTo(expression);
    assertThat(read.trigger(BERLIN).window()).isEqualTo(Window.ALWAYS);
  }

  @Test
  void years_become_start_and_end() {
    var trigger = QuartzExpression.parse("0 0 2 * * ? 2026-2027,2028").trigger(BERLIN);

    assertThat(trigger.nextAfter(Instant.EPOCH)).hasValue(Instant.parse("2026-01-01T01:00:00Z"));
    assertThat(trigger.previousBefore(Instant.MAX)).hasValue(Instant.parse("2028-12-31T01:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 2 * * *            | 6  | exactly one of day of month and weekday, this has none",
        "0 0 2 ? * ?            | 6  | this has two",
        "0 2 * * ?              | 9  | 5 fields",
        "0 0 2 * * ? 2026 x     | 17 | 8 fields",
        "0 0 2 ? * 0            | 10 | 1 (Sunday) to 7 (Saturday)",
        "0 0 2 ? * 2-8          | 12 | 1 (Sunday) to 7 (Saturday)",
        "0 0 25 * * ?           | 4  | hour: 25 is out of range",
        "0 0 2 * * ? 2026,2028  | 12 | a gap",
        "0 0 2 * * ? 2100       | 12 | out of range",
        "0 0 2 * * ? 2028-2026  | 12 | out of range",
        "0 0 2 * * ? 2026/2     | 12 | not understood",
        "0 0 2 30 2 ?           | 6  | never comes"
      })
  void what_is_wrong_is_pointed_at(String quartz, int position, String reason) {
    var refused = catchThrowableOfType(CronRefused.class, () -> QuartzExpression.parse(quartz));

    assertThat(refused.position()).isEqualTo(position);
    assertThat(refused.reason()).contains(reason);
    assertThat(refused.expression()).isEqualTo(quartz);
  }

  @Test
  void a_very_long_one_is_refused() {
    var refused =
        catchThrowableOfType(CronRefused.class, () -> QuartzExpression.parse("0 ".repeat(5_000)));

    assertThat(refused.reason()).contains("10000 characters");
  }
}
