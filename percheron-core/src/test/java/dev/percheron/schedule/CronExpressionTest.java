package dev.percheron.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z"); // a Thursday

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * 1-5           | 2026-01-01T02:00 2026-01-02T02:00 2026-01-05T02:00",
        "0 22-0 * * *          | 2026-01-01T00:00 2026-01-01T22:00 2026-01-01T23:00",
        "0 0 * * sat-mon       | 2026-01-03T00:00 2026-01-04T00:00 2026-01-05T00:00",
        "0 0 1 nov-feb *       | 2026-01-01T00:00 2026-02-01T00:00 2026-11-01T00:00",
        "50-10/10 6 1 1 *      | 2026-01-01T06:00 2026-01-01T06:10 2026-01-01T06:50",
        "7/20 * * * *          | 2026-01-01T00:07 2026-01-01T00:27 2026-01-01T00:47",
        "0 0 L * *             | 2026-01-31T00:00 2026-02-28T00:00 2026-03-31T00:00",
        "0 0 L-3 * *           | 2026-01-28T00:00 2026-02-25T00:00 2026-03-28T00:00",
        "0 0 LW * *            | 2026-01-30T00:00 2026-02-27T00:00 2026-03-31T00:00",
        "0 0 L-1W * *          | 2026-01-30T00:00 2026-02-27T00:00 2026-03-30T00:00",
        "0 0 1W * *            | 2026-01-01T00:00 2026-02-02T00:00 2026-03-02T00:00",
        "0 0 1W 8 *            | 2026-08-03T00:00 2027-08-02T00:00 2028-08-01T00:00",
        "0 0 15W * ?           | 2026-01-15T00:00 2026-02-16T00:00 2026-03-16T00:00",
        "0 0 31W * *           | 2026-01-30T00:00 2026-03-31T00:00 2026-05-29T00:00",
        "0 0 ? * 6#5           | 2026-01-31T00:00 2026-05-30T00:00 2026-08-29T00:00",
        "0 0 * * friL          | 2026-01-30T00:00 2026-02-27T00:00 2026-03-27T00:00",
        "0 0 * * 0             | 2026-01-04T00:00 2026-01-11T00:00 2026-01-18T00:00",
        "0 0 * * 7             | 2026-01-04T00:00 2026-01-11T00:00 2026-01-18T00:00",
        "0 0 * * 5-7           | 2026-01-02T00:00 2026-01-03T00:00 2026-01-04T00:00",
        "0 0 13 * 5            | 2026-01-02T00:00 2026-01-09T00:00 2026-01-13T00:00",
        "0 0 */2 * 5           | 2026-01-09T00:00 2026-01-23T00:00 2026-02-13T00:00",
        "0 0 29 2 *            | 2028-02-29T00:00 2032-02-29T00:00 2036-02-29T00:00",
        "*/30 59 23 31 12 *    | 2026-12-31T23:59 2026-12-31T23:59:30 2027-12-31T23:59",
        "@yearly               | 2026-01-01T00:00 2027-01-01T00:00 2028-01-01T00:00",
        "@Monthly              | 2026-01-01T00:00 2026-02-01T00:00 2026-03-01T00:00",
        "@weekly               | 2026-01-04T00:00 2026-01-11T00:00 2026-01-18T00:00",
        "@midnight             | 2026-01-01T00:00 2026-01-02T00:00 2026-01-03T00:00",
        "@hourly               | 2026-01-01T00:00 2026-01-01T01:00 2026-01-01T02:00"
      })
  void an_expression_is_due_when_its_fields_say_so(String expression, String times) {
    var trigger = Trigger.cron(expression, ZoneOffset.UTC);

    var due = trigger.preview(NEW_YEAR.minusNanos(1), 3);

    assertThat(due)
        .extracting(at -> at.atZone(ZoneOffset.UTC).toLocalDateTime().toString())
        .containsExactly(times.split(" ", -1));
    assertThat(trigger.previousBefore(due.get(2))).hasValue(due.get(1));
    assertThat(trigger.previousBefore(due.get(1))).hasValue(due.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0 25 * * *        | 2  | hour: 25 is out of range | 0 to 23",
        "60 * * * *        | 0  | minute: 60 is out of range | 0 to 59",
        "* 1-24 * * *      | 4  | hour: 24 is out of range | 0 to 23",
        "*/0 * * * *       | 2  | a step is 1 to 59 | */n",
        "*/ * * * *        | 2  | a step is missing | 1 to 59",
        "0 0 0 * *         | 4  | day of month: 0 is out of range | 15W",
        "0 0 * 13 *        | 6  | month: 13 is out of range | jan to dec",
        "0 0 * foo *       | 6  | month: 'foo' is no value | jan to dec",
        "0 0 * * 8         | 8  | weekday: 8 is out of range | 0 and 7 are Sunday",
        "0 0 * * mon#6     | 12 | which of the month is 1 to 5 | 6#5",
        "0 0 * * L         | 8  | weekday: 'L' is no value | 6L",
        "0 0 L-31 * *      | 6  | days before the last is 0 to 30 | L-3",
        "0 0 1,,2 * *      | 6  | a value is missing | lists",
        "0 0 1, * *        | 6  | a value is missing | lists",
        "1- * * * *        | 2  | a value is missing | ranges",
        "5x * * * *        | 0  | '5x' is not understood | ranges",
        "? * * * *         | 0  | minute: '?' is no value | 0 to 59",
        "H(5-3) * * * *    | 2  | from small to large | H",
        "H(5 * * * *       | 3  | '-' is missing | H",
        "0 0 * *           | 7  | 4 fields | 5 fields",
        "0 0 0 1 1 ? 2026  | 12 | 7 fields | given as start and end",
        "@reboot           | 0  | is no time | @daily",
        "@dialy            | 0  | there is no '@dialy' | @daily",
        "0 0 30 2 *        | 4  | never comes | days that some year has",
        "0 0 31 4,6,9,11 * | 4  | never comes | days that some year has",
        "0 0 */31 * 1#2    | 4  | never comes | days that some year has",
        "0 0 12345678901234567890 * * | 4 | is out of range | 1 to 31"
      })
  void a_refusal_points_at_the_field_and_says_what_is_allowed(
      String expression, int position, String reason, String allowed) {
    var refused = catchThrowableOfType(CronRefused.class, () -> CronExpression.parse(expression));

    assertThat(refused.position()).isEqualTo(position);
    assertThat(refused.reason()).contains(reason, allowed);
    assertThat(refused.pointed()).isEqualTo(expression + "\n" + " ".repeat(position) + "^");
    assertThat(refused).hasMessageContaining(expression);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u001b[2J * * * *", "0 0 * * \u0000", "a\nb", "\ud800 * * * *"})
  void what_could_disturb_a_terminal_is_not_shown(String expression) {
    var refused = catchThrowableOfType(CronRefused.class, () -> CronExpression.parse(expression));

    assertThat(refused.getMessage() + refused.pointed().replace('\n', ' '))
        .matches("[\\P{Cntrl}]*");
  }

  @Test
  void a_very_long_expression_is_refused_at_once() {
    var lists = "1,".repeat(4_998) + "1 * * *";

    var refused = catchThrowableOfType(CronRefused.class, () -> CronExpression.parse(lists));

    assertThat(refused.reason()).isEqualTo("it has 10003 characters, at most 1000 are read");
    assertThat(refused.getMessage()).hasSizeLessThan(400);
    assertThat(refused.pointed()).hasSizeLessThan(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * 1-5        | at 02:00, Monday to Friday",
        "0 2 * * *          | at 02:00, every day",
        "@daily             | at 00:00, every day",
        "0 8,20 * * 0       | at 08:00 and 20:00, on Sundays",
        "30 0 12 * * mon,5  | at 12:00:30, on Mondays and Fridays",
        "* * * * *          | every minute",
        "*/15 * * * *       | every 15 minutes",
        "*/7 * * * *        | at minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour",
        "0 * * * *          | every hour",
        "0 */6 * * *        | every 6 hours",
        "30 */2 * * *       | at minute 30 of every 2nd hour",
        "*/20 9-17 * * 1-5  | every 20 minutes, in the hours 9 to 17, Monday to Friday",
        "0 8-18 * * *       | at minute 0 of the hours 8 to 18",
        "*/10 * * * * *     | every 10 seconds of every minute",
        "0 0 13 * 5         | at 00:00, on day 13 of the month or on Fridays",
        "0 0 */10 * 5       | at 00:00, on days 1, 11, 21 and 31 of the month, but only on Fridays",
        "0 9 L * ?          | at 09:00, on the last day of the month",
        "0 9 1,L-3 * *      | at 09:00, on day 1 and the 3rd day before the last of the month",
        "0 9 LW 1-3 *       | at 09:00, on the last workday of the month, in January to March",
        "0 9 15W */6 *      | at 09:00, on the workday nearest to day 15 of the month, in January"
            + " and July",
        "0 9 ? * 6#5        | at 09:00, on the 5th Saturday of the month",
        "0 9 * * 6L         | at 09:00, on the last Saturday of the month"
      })
  void an_expression_is_explained_in_words(String expression, String words) {
    var explained = CronExpression.parse(expression).explain();

    assertThat(explained).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "* 2 * * *, true",
    "0 * * * *, true",
    "0 */4 * * *, true",
    "0-30/10 2 * * *, true",
    "H/15 2 * * *, true",
    "0 0-23 * * *, true",
    "0 2 * * *, false",
    "0 1-5 */2 * *, false",
    "H H * * *, false",
    "* 0 2 * * *, false"
  })
  void a_wildcard_or_step_in_minute_or_hour_makes_an_interval(String expression, boolean interval) {
    assertThat(CronExpression.parse(expression).isInterval()).isEqualTo(interval);
  }

  @Test
  void h_spreads_schedules_and_stays_where_it_is() {
    var nightly = CronExpression.parse("H H(0-5) * * *");
    var times = new HashSet<Instant>();

    for (int i = 0; i < 1_000; i++) {
      times.add(
          Trigger.cron(nightly.seeded("schedule-" + i), ZoneOffset.UTC)
              .nextAfter(NEW_YEAR.minusNanos(1))
              .orElseThrow());
    }

    assertThat(times).hasSizeGreaterThan(300); // of 360 minutes
    assertThat(times).allMatch(at -> at.isBefore(NEW_YEAR.plus(Duration.ofHours(6))));
    assertThat(nightly.seeded("reports").explain()).isEqualTo("at 03:59, every day");
    assertThat(CronExpression.parse("H/20 * * * *").seeded("reports").explain())
        .isEqualTo("at minutes 19, 39 and 59 of every hour");
  }

  @Test
  void what_h_and_jitter_choose_is_part_of_the_stored_format() {
    assertThat(Hashes.below(60, "", 1)).isEqualTo(48);
    assertThat(Hashes.below(60, "reports", 1)).isEqualTo(59);
    assertThat(Hashes.below(300_000, "reports", 1_767_225_600_000L)).isEqualTo(164_618);
  }

  @Test
  void an_expression_can_be_made_field_by_field() {
    var weekdays = CronExpression.fields().hour(2).weekday("1-5").build();
    var seconds = CronExpression.fields().second("*/10").build();
    var yearly = CronExpression.fields().month(Month.MARCH, Month.JUNE).build();
    var mixed =
        CronExpression.fields()
            .minute(0, 30)
            .hour("8-18")
            .day(1, 15)
            .weekday(DayOfWeek.MONDAY, DayOfWeek.SUNDAY)
            .build();

    assertThat(List.of(weekdays, seconds, yearly, mixed))
        .extracting(CronExpression::text)
        .containsExactly(
            "0 0 2 * * 1-5", "*/10 * * * * *", "0 0 0 1 3,6 *", "0 0,30 8-18 1,15 * 1,0");
    assertThat(CronExpression.parse(mixed.text())).isEqualTo(mixed);
  }

  @Test
  void a_field_is_refused_as_soon_as_it_is_given() {
    var builder = CronExpression.fields().hour(2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.minute(60))
        .withMessageContaining("minute: 60 is out of range");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.day());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronExpression.fields().build())
        .withMessageContaining("at least one");
    assertThat(builder.build().text()).isEqualTo("0 0 2 * * *");
  }

  @Test
  void rare_dates_are_found_and_the_end_of_time_is_an_end() {
    var rare = Trigger.cron("0 0 29 2 *", ZoneOffset.UTC);
    var rarest = Trigger.cron("0 0 */28 2 1#5", ZoneOffset.UTC); // 29 February, a Monday

    assertThat(rarest.nextAfter(NEW_YEAR))
        .hasValue(LocalDate.of(2044, 2, 29).atStartOfDay().toInstant(ZoneOffset.UTC));
    assertThat(rare.nextAfter(Instant.parse("9996-03-01T00:00:00Z"))).isEmpty();
    assertThat(rare.nextAfter(Instant.MAX)).isEmpty();
    assertThat(rare.previousBefore(Instant.MIN)).isEmpty();
    assertThat(rare.nextAfter(Instant.MIN)).hasValue(Instant.parse("0004-02-29T00:00:00Z"));
    assertThat(rare.previousBefore(Instant.MAX)).hasValue(Instant.parse("9996-02-29T00:00:00Z"));
  }
}
