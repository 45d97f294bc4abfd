package dev.percheron.schedule;

import static dev.percheron.schedule.Trigger.and;
import static dev.percheron.schedule.Trigger.at;
import static dev.percheron.schedule.Trigger.calendar;
import static dev.percheron.schedule.Trigger.cron;
import static dev.percheron.schedule.Trigger.every;
import static dev.percheron.schedule.Trigger.or;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code docs/reference/triggers.md} shows. */
class TriggerExamplesTest {
  @Test
  void triggers_are_values() {
    // tag::triggers
    var berlin = Zones.of("Europe/Berlin");

    Trigger once = at(Instant.parse("2026-05-01T08:00:00Z"));
    Trigger often = every(Duration.ofMinutes(15));
    Trigger nightly = cron("0 2 * * 1-5", berlin).jitter(Duration.ofMinutes(5));
    Trigger monthly = calendar(Period.ofMonths(1), LocalDateTime.parse("2026-01-31T02:00"), berlin);
    Trigger friday13 = and(cron("0 0 13 * *", berlin), cron("0 0 * * 5", berlin));
    Trigger either = or(nightly, monthly);

    var office =
        CronExpression.fields()
            .minute("*/20")
            .hour("9-17")
            .weekday(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY)
            .build();
    Trigger summer =
        cron(office, berlin)
            .daylightSaving(DaylightSaving.SKIP)
            .from(Instant.parse("2026-06-01T00:00:00Z"))
            .until(Instant.parse("2026-09-01T00:00:00Z"));
    // end::triggers

    var all = List.of(once, often, nightly, monthly, friday13, either, summer);
    assertThat(all).allMatch(trigger -> trigger.nextAfter(Instant.EPOCH).isPresent());
  }

  @Test
  void a_trigger_is_asked_about_any_time() {
    // tag::asking
    Trigger nightly = cron("0 2 * * 1-5", Zones.of("Europe/Berlin"));
    Instant friday = Instant.parse("2026-03-27T12:00:00Z");

    nightly.nextAfter(friday); // 2026-03-30T00:00:00Z, a Monday
    nightly.previousBefore(friday); // 2026-03-27T01:00:00Z
    nightly.preview(friday, 3); // the first three
    nightly.explain(); // at 02:00, Monday to Friday (Europe/Berlin)
    // end::asking

    assertThat(nightly.nextAfter(friday)).hasValue(Instant.parse("2026-03-30T00:00:00Z"));
    assertThat(nightly.previousBefore(friday)).hasValue(Instant.parse("2026-03-27T01:00:00Z"));
    assertThat(nightly.preview(friday, 3)).hasSize(3);
    assertThat(nightly.explain()).isEqualTo("at 02:00, Monday to Friday (Europe/Berlin)");
  }
}
