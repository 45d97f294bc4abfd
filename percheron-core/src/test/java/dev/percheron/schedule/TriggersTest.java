package dev.percheron.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TriggersTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  static Stream<Trigger> all() {
    var nightly = Trigger.cron("0 2 * * *", BERLIN);
    return Stream.of(
        Trigger.at(Instant.parse("2026-03-01T00:00:00Z")),
        Trigger.every(Duration.ofMinutes(437)),
        Trigger.every(Duration.ofHours(7)).from(NEW_YEAR.plusMillis(5)).until(day(40)),
        nightly,
        Trigger.cron("30 2 * * *", BERLIN).daylightSaving(DaylightSaving.RUN_BOTH),
        Trigger.cron("0 */6 L * *", BERLIN).from(day(50)).until(day(200)),
        Trigger.calendar(Period.ofMonths(1), LocalDateTime.parse("2025-10-31T02:30"), BERLIN),
        Trigger.calendar(Period.of(0, 1, 3), LocalDateTime.parse("2025-10-31T02:30"), BERLIN)
            .daylightSaving(DaylightSaving.SKIP)
            .until(day(300)),
        Trigger.and(Trigger.cron("0 0 13 * *", BERLIN), Trigger.cron("0 0 * * 5", BERLIN)),
        Trigger.and(Duration.ofHours(1), nightly, Trigger.every(Duration.ofHours(5))),
        Trigger.or(nightly, Trigger.cron("0 */2 * * *", BERLIN)),
        nightly.jitter(Duration.ofMinutes(5)),
        Trigger.every(Duration.ofMinutes(90)).jitter(Duration.ofDays(1)).seeded("x"),
        Trigger.or(nightly.jitter(Duration.ofHours(1)), Trigger.cron("0 3 * * *", BERLIN))
            .jitter(Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void going_back_meets_the_same_times_as_going_forth(Trigger trigger) {
    var end = day(365);

    var forth =
        trigger
            .firesAfter(NEW_YEAR.minusNanos(1))
            .takeWhile(fire -> fire.at().isBefore(end))
            .toList();
    var back = new ArrayList<Fire>();
    for (var fire = trigger.fireBefore(end);
        fire.filter(f -> !f.at().isBefore(NEW_YEAR)).isPresent();
        fire = trigger.fireBefore(fire.get().at())) {
      back.add(fire.get());
    }
    Collections.reverse(back);

    assertThat(forth).isNotEmpty().isEqualTo(back);
    assertThat(forth).extracting(Fire::at).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_trigger_can_be_asked_about_all_of_time(Trigger trigger) {
    assertThat(trigger.nextAfter(Instant.MAX)).isEmpty();
    assertThat(trigger.previousBefore(Instant.MIN)).isEmpty();
    assertThat(trigger.nextAfter(Instant.MIN)).isPresent();
    assertThat(trigger.previousBefore(Instant.MAX)).isPresent();
    assertThat(trigger.explain()).isNotBlank();
  }

  @Test
  void a_moment_is_due_once() {
    var trigger = Trigger.at(NEW_YEAR);

    assertThat(trigger.nextAfter(NEW_YEAR.minusNanos(1))).hasValue(NEW_YEAR);
    assertThat(trigger.nextAfter(NEW_YEAR)).isEmpty();
    assertThat(trigger.previousBefore(NEW_YEAR)).isEmpty();
    assertThat(trigger.explain()).isEqualTo("once, at 2026-01-01T00:00:00Z");
  }

  @Test
  void an_interval_is_counted_from_its_start_and_does_not_drift() {
    var trigger = Trigger.every(Duration.ofMinutes(45)).from(NEW_YEAR).until(day(1));

    var late = trigger.nextAfter(NEW_YEAR.plus(Duration.ofMinutes(45)).plusMillis(1));

    assertThat(late).hasValue(NEW_YEAR.plus(Duration.ofMinutes(90)));
    assertThat(trigger.preview(Instant.MIN, 100)).hasSize(33).startsWith(NEW_YEAR).endsWith(day(1));
    assertThat(trigger.explain())
        .isEqualTo("every 45 minutes from 2026-01-01T00:00:00Z until 2026-01-02T00:00:00Z");
  }

  @Test
  void an_interval_without_a_start_is_counted_from_1970() {
    var trigger = Trigger.every(Duration.ofMinutes(15));

    assertThat(trigger.nextAfter(NEW_YEAR.plusSeconds(1)))
        .hasValue(NEW_YEAR.plus(Duration.ofMinutes(15)));
    assertThat(trigger.explain()).isEqualTo("every 15 minutes");
  }

  @Test
  void days_that_a_month_does_not_have_are_skipped() {
    var monthly =
        Trigger.calendar(Period.ofMonths(1), LocalDateTime.parse("2026-01-31T02:00"), BERLIN);
    var leap = Trigger.calendar(Period.ofYears(1), LocalDateTime.parse("2024-02-29T00:00"), BERLIN);

    assertThat(local(monthly.preview(NEW_YEAR, 4)))
        .containsExactly(
            "2026-01-31T02:00", "2026-03-31T02:00", "2026-05-31T02:00", "2026-07-31T02:00");
    assertThat(local(leap.preview(NEW_YEAR, 2)))
        .containsExactly("2028-02-29T00:00", "2032-02-29T00:00");
    assertThat(monthly.explain())
        .isEqualTo("every month at 02:00 from 2026-01-31 on (Europe/Berlin)");
  }

  @ParameterizedTest
  @CsvSource({
    "RUN_ONCE, 2026-03-28T02:30 2026-03-29T03:00 2026-03-30T02:30",
    "SKIP, 2026-03-28T02:30 2026-03-30T02:30 2026-03-31T02:30",
    "RUN_BOTH, 2026-03-28T02:30 2026-03-29T03:00 2026-03-30T02:30"
  })
  void a_calendar_keeps_to_the_policy_as_cron_does(DaylightSaving policy, String times) {
    var daily =
        Trigger.calendar(Period.ofDays(1), LocalDateTime.parse("2026-01-01T02:30"), BERLIN)
            .daylightSaving(policy);
    var cron = Trigger.cron("30 2 * * *", BERLIN).daylightSaving(policy);

    assertThat(local(daily.preview(Instant.parse("2026-03-28T00:00:00Z"), 3)))
        .containsExactly(times.split(" ", -1));
    assertThat(daily.preview(NEW_YEAR, 730)).isEqualTo(cron.preview(NEW_YEAR, 730));
  }

  @Test
  void and_is_due_when_all_agree() {
    var friday13 =
        Trigger.and(Trigger.cron("0 0 13 * *", BERLIN), Trigger.cron("0 0 * * 5", BERLIN));

    assertThat(local(friday13.preview(NEW_YEAR, 4)))
        .containsExactly(
            "2026-02-13T00:00", "2026-03-13T00:00", "2026-11-13T00:00", "2027-08-13T00:00");
  }

  @Test
  void within_its_threshold_and_counts_the_earliest() {
    var one = Trigger.every(Duration.ofMinutes(10)).from(NEW_YEAR);
    var other = Trigger.every(Duration.ofMinutes(10)).from(NEW_YEAR.plusSeconds(2));

    var agreed = Trigger.and(Duration.ofSeconds(2), one, other);

    assertThat(agreed.preview(NEW_YEAR, 2))
        .containsExactly(NEW_YEAR.plusSeconds(600), NEW_YEAR.plusSeconds(1200));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.and(Duration.ofSeconds(1), one, other))
        .withMessageContaining("do not agree");
  }

  @Test
  @Timeout(20)
  void an_and_that_never_agrees_is_refused_in_bounded_time() {
    var never =
        new Trigger[] {
          Trigger.cron("0 2 * * *", ZoneOffset.UTC), Trigger.cron("0 3 * * *", ZoneOffset.UTC)
        };
    var ended =
        new Trigger[] {Trigger.at(NEW_YEAR), Trigger.every(Duration.ofHours(7)).from(day(1))};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.and(never))
        .withMessageContaining("20000 of their times were looked at, up to ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.and(ended))
        .withMessageContaining("never agree");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.or(Trigger.at(NEW_YEAR), Trigger.and(never)));
  }

  @Test
  @Timeout(20)
  void an_and_that_agrees_no_more_says_so_when_it_is_asked() {
    var once = Trigger.at(Instant.parse("1971-01-01T00:00:00Z"));
    var trigger =
        Trigger.and(
            Trigger.or(once, Trigger.cron("0 2 * * *", ZoneOffset.UTC)),
            Trigger.or(once, Trigger.cron("0 3 * * *", ZoneOffset.UTC)));

    assertThat(trigger.nextAfter(Instant.EPOCH)).isPresent();
    assertThatExceptionOfType(SearchExhausted.class)
        .isThrownBy(() -> trigger.nextAfter(NEW_YEAR))
        .withMessageContaining("do not agree");
  }

  @Test
  void or_is_due_once_when_several_are() {
    var trigger =
        Trigger.or(
            Trigger.cron("0 0,12 * * *", ZoneOffset.UTC),
            Trigger.cron("0 12,18 * * *", ZoneOffset.UTC));

    assertThat(trigger.preview(NEW_YEAR, 3)).containsExactly(hour(12), hour(18), hour(24));
    assertThat(trigger.explain())
        .isEqualTo("[at 00:00 and 12:00, every day (Z)] or [at 12:00 and 18:00, every day (Z)]");
  }

  @Test
  void jitter_keeps_the_time_that_was_meant_and_never_reaches_the_next() {
    var plain = Trigger.every(Duration.ofMinutes(1)).from(NEW_YEAR);
    var wide = plain.jitter(Duration.ofHours(1)).seeded("reports");

    var fires = wide.firesAfter(NEW_YEAR.minusNanos(1)).limit(2_000).toList();

    assertThat(fires)
        .extracting(Fire::meant)
        .isEqualTo(plain.preview(NEW_YEAR.minusNanos(1), 2_000));
    assertThat(fires)
        .allSatisfy(fire ->
            assertThat(Duration.between(fire.meant(), fire.at()))
                .isBetween(Duration.ZERO, Duration.ofMillis(59_999)));
    assertThat(
            fires.stream()
                .map(fire -> Duration.between(fire.meant(), fire.at()))
                .distinct()
                .count())
        .isGreaterThan(1_800);
  }

  @Test
  void jitter_stays_below_its_bound() {
    var nightly = Trigger.cron("0 2 * * *", BERLIN).jitter(Duration.ofMinutes(5)).seeded("x");

    var fires = nightly.firesAfter(NEW_YEAR).limit(500).toList();

    assertThat(fires)
        .extracting(fire -> Duration.between(fire.meant(), fire.at()))
        .allMatch(delay -> delay.compareTo(Duration.ofMinutes(5)) < 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofMinutes(4)) > 0);
  }

  @Test
  void jitter_is_the_same_in_every_process_and_another_for_another_schedule() {
    var nightly = Trigger.cron("0 2 * * *", BERLIN).jitter(Duration.ofMinutes(5));

    assertThat(nightly.seeded("a").preview(NEW_YEAR, 9))
        .isEqualTo(nightly.seeded("a").preview(NEW_YEAR, 9));
    assertThat(nightly.seeded("a").preview(NEW_YEAR, 9))
        .isNotEqualTo(nightly.seeded("b").preview(NEW_YEAR, 9));
    assertThat(nightly.explain())
        .isEqualTo("at 02:00, every day (Europe/Berlin), each time up to 5 minutes later");
  }

  @Test
  void a_seed_reaches_every_h_and_jitter_within() {
    var trigger =
        Trigger.or(
            Trigger.cron("H H * * *", BERLIN),
            Trigger.every(Duration.ofHours(8)).jitter(Duration.ofHours(1)));

    assertThat(trigger.seeded("a").explain()).isNotEqualTo(trigger.seeded("b").explain());
    assertThat(trigger.seeded("a")).isEqualTo(trigger.seeded("b").seeded("a"));
  }

  @Test
  @Timeout(60)
  void a_year_of_minutes_is_previewed_while_one_waits() {
    var trigger = Trigger.cron("* * * * *", BERLIN);

    var last = trigger.firesAfter(NEW_YEAR).limit(365 * 24 * 60).reduce((_, next) -> next);

    assertThat(last.orElseThrow().at()).isEqualTo(day(365));
  }

  private static List<String> local(List<Instant> times) {
    return times.stream().map(at -> at.atZone(BERLIN).toLocalDateTime().toString()).toList();
  }

  private static Instant day(int number) {
    return NEW_YEAR.plus(Duration.ofDays(number));
  }

  private static Instant hour(int number) {
    return NEW_YEAR.plus(Duration.ofHours(number));
  }
}
