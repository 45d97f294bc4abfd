package dev.percheron.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerRefusalsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void what_makes_no_sense_is_refused() {
    var start = NEW_YEAR;
    var before = NEW_YEAR.minusSeconds(1);

    refused("an interval is 1 ms to 36600 days", () -> Trigger.every(Duration.ZERO));
    refused("an interval", () -> Trigger.every(Duration.ofSeconds(-1)));
    refused(
        "ends after it starts", () -> Trigger.every(Duration.ofHours(1)).from(start).until(before));
    refused("ends after it starts", () -> Trigger.cron("@daily", BERLIN).from(start).until(before));
    refused("is never due", () -> Trigger.cron("0 0 29 2 *", BERLIN).from(start).until(day(300)));
    refused("step", () -> calendar(Period.ZERO));
    refused("step", () -> calendar(Period.of(0, 1, -1)));
    refused("step", () -> calendar(Period.ofMonths(1_201)));
    refused(
        "ends after it starts",
        () -> calendar(Period.ofDays(1)).until(before.minusSeconds(90_000)));
    refused("at least one", Trigger::or);
    refused("at least one", Trigger::and);
    refused("a jitter is 1 ms", () -> Trigger.at(NEW_YEAR).jitter(Duration.ZERO));
    refused("years 1 to 9999", () -> Trigger.at(Instant.MAX));
    refused("years 1 to 9999", () -> Trigger.every(Duration.ofHours(1)).from(Instant.MIN));
    refused("0 to 100000 times", () -> Trigger.at(NEW_YEAR).preview(NEW_YEAR, -1));
    refused(
        "at most 31 in all",
        () -> Trigger.or(Collections.nCopies(32, Trigger.at(NEW_YEAR)).toArray(Trigger[]::new)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berln", "", "../etc/passwd", "Mars/Olympus", "\u001b[2J"})
  void an_unknown_zone_is_refused(String name) {
    refused("there is no time zone", () -> Zones.of(name));
  }

  @Test
  void a_zone_that_lacks_its_continent_is_recognised() {
    refused("did you mean Europe/Berlin?", () -> Zones.of("berlin"));
    refused("did you mean America/New_York?", () -> Zones.of("New York"));
    refused("at most 100 characters", () -> Zones.of("x".repeat(101)));
    assertThat(Zones.of("+02:00")).isEqualTo(ZoneOffset.ofHours(2));
  }

  private static CalendarTrigger calendar(Period step) {
    return Trigger.calendar(step, LocalDateTime.parse("2026-01-01T00:00"), BERLIN);
  }

  private static void refused(String why, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(why);
  }

  private static Instant day(int number) {
    return NEW_YEAR.plus(Duration.ofDays(number));
  }
}
