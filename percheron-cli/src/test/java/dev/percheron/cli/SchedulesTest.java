package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulesTest {
  @TempDir private Path folder;
  private Session session;

  @BeforeEach
  void open() {
    session = new Session(folder);
  }

  @Test
  void next_lists_times_without_a_database_and_marks_where_clocks_are_changed() {
    var done =
        next(
            "0 2 * * *",
            "--zone",
            "Europe/Berlin",
            "--from",
            "2026-03-28T00:00:00Z",
            "--count",
            "5",
            "--json");

    assertThat(done.exitCode()).isZero();
    assertThat(done.json().findValuesAsString("at"))
        .containsExactly(
            "2026-03-28T01:00:00Z",
            "2026-03-29T01:00:00Z",
            "2026-03-30T00:00:00Z",
            "2026-03-31T00:00:00Z",
            "2026-04-01T00:00:00Z");
    assertThat(done.json().findValuesAsString("local"))
        .startsWith("2026-03-28T02:00:00+01:00", "2026-03-29T03:00:00+02:00");
    assertThat(done.json().get(1).get("clockChange").asString())
        .isEqualTo(
            "clocks go forward here, from 2026-03-29 02:00 to 2026-03-29 03:00; no time in between exists");
    assertThat(done.json().get(2).get("clockChange").isNull()).isTrue();
    assertThat(done.err().strip()).isEqualTo("at 02:00, every day (Europe/Berlin)");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_time_that_is_left_out_or_comes_twice_is_marked() {
    var skipped =
        next(
            "30 2 * * *",
            "--zone",
            "Europe/Berlin",
            "--from",
            "2026-03-28T12:00:00Z",
            "--daylight-saving",
            "skip",
            "--count",
            "1");
    var twice =
        next(
            "30 2 * * *",
            "--zone",
            "Europe/Berlin",
            "--from",
            "2026-10-24T12:00:00Z",
            "--daylight-saving",
            "run-both",
            "--count",
            "3");

    assertThat(skipped.line())
        .isEqualTo(
            "2026-03-30T02:30:00+02:00\tMonday\t2026-03-30T00:30:00Z\t\tclocks went forward by 1h 0m, from 2026-03-29 02:00 to 2026-03-29 03:00");
    assertThat(twice.lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("2026-10-25T02:30:00+02:00")
                    .endsWith("this time comes twice, it is the first"),
            line ->
                assertThat(line)
                    .startsWith("2026-10-25T02:30:00+01:00")
                    .contains("clocks went back by 1h 0m")
                    .endsWith("it is the second"),
            line -> assertThat(line).startsWith("2026-10-26T02:30:00+01:00").endsWith("\t"));
  }

  @Test
  void previous_goes_back_from_the_latest() {
    var done =
        next(
            "@daily",
            "--zone",
            "America/New_York",
            "--from",
            "2026-03-10T00:00:00Z",
            "--previous",
            "--count",
            "3",
            "--jsonl");

    assertThat(done.lines()).hasSize(3);
    assertThat(done.lines().getFirst())
        .contains("\"local\":\"2026-03-09T00:00:00-04:00\"")
        .contains("clocks went forward");
    assertThat(done.lines().getLast()).contains("\"local\":\"2026-03-07T00:00:00-05:00\"");
  }

  @Test
  void a_terminal_gets_a_table_from_now_on() {
    var done =
        session.answering("", "schedules", "next", "*/15 * * * *", "--zone", "UTC", "--count", "2");

    assertThat(done.lines()).hasSize(3);
    assertThat(done.lines().getFirst())
        .startsWith("LOCAL")
        .contains("WEEKDAY", "AT", "CLOCK CHANGE");
    assertThat(done.lines().get(1)).contains(" in ");
  }

  @Test
  void quartz_jitter_seeds_and_json_are_understood() {
    var from = List.of("--from", "2026-01-01T00:00:00Z", "--count", "1", "--json");

    var quartz = next(with(from, "0 0 2 ? * 2", "--quartz", "--zone", "UTC"));
    var jitter =
        next(with(from, "0 2 * * *", "--zone", "UTC", "--jitter", "5m", "--seed", "reports"));
    var json = next(with(from, "{\"type\":\"every\",\"interval\":\"PT7H\"}"));
    var calendar =
        next(
            with(
                from,
                "{\"type\":\"calendar\",\"step\":\"P1M\",\"first\":\"2026-01-31T02:00\",\"zone\":\"Asia/Kolkata\"}"));

    assertThat(quartz.json().get(0).get("weekday").asString()).isEqualTo("Monday");
    assertThat(jitter.json().get(0).get("meant").asString()).isEqualTo("2026-01-01T02:00:00Z");
    assertThat(jitter.json().get(0).get("at").asString())
        .startsWith("2026-01-01T02:0")
        .isNotEqualTo("2026-01-01T02:00:00Z");
    assertThat(json.err()).contains("every 7 hours");
    assertThat(calendar.json().get(0).get("local").asString())
        .isEqualTo("2026-01-31T02:00:00+05:30");
  }

  @Test
  void a_wrong_expression_is_pointed_at() {
    var done = next("0 25 * * *", "--zone", "UTC");

    assertThat(done.exitCode()).isEqualTo(2);
    assertThat(done.out()).isEmpty();
    assertThat(done.err().lines())
        .startsWith("  0 25 * * *", "    ^")
        .last()
        .asString()
        .startsWith(
            "percheron: cron expression '0 25 * * *', character 3: hour: 25 is out of range")
        .contains("allowed: 0 to 23");
  }

  @Test
  void what_is_missing_or_unknown_is_said() {
    assertThat(next("0 2 * * *").err()).contains("--zone is missing", "--zone ");
    assertThat(next("0 2 * * *", "--zone", "Europe/Berln").err())
        .contains("did you mean 'Europe/Berlin'?");
    assertThat(next("0 2 * * *", "--zone", "berlin").err()).contains("Berlin");
    assertThat(next("0 2 * * *", "--zone", "UTC", "--count", "0").err()).contains("1 to 10000");
    assertThat(next("0 2 * * *", "--zone", "UTC", "--daylight-saving", "never").err())
        .contains("run-once");
    assertThat(next("0 2 * * *", "--zone", "UTC", "--from", "soon").err())
        .contains("2030-01-31T08:00:00Z");
    assertThat(next("{\"type\":\"solar\"}").err()).contains("known are at, every");
    assertThat(next("{}", "--quartz").err()).contains("--quartz");
    assertThat(next("0 0 30 2 *", "--zone", "UTC").err()).contains("never comes");
    assertThat(next("x".repeat(10_000), "--zone", "UTC").err())
        .contains("at most 1000 are read")
        .hasSizeLessThan(2_000);
    assertThat(next("\u001b[2J", "--zone", "UTC").err()).doesNotContain("\u001b");
    assertThat(next("{\"type\":\"at\",\"at\":\"2020-01-01T00:00:00Z\"}").err())
        .contains("it is not due after");
  }

  @Test
  void an_argument_with_an_at_sign_is_no_file() throws Exception {
    var file = Files.writeString(folder.resolve("daily"), "--help");

    var done = next("@" + file, "--zone", "UTC");

    assertThat(done.exitCode()).isEqualTo(2);
    assertThat(done.err()).contains("there is no '@");
  }

  private Session.Done next(List<String> words) {
    return next(words.toArray(String[]::new));
  }

  private Session.Done next(String... words) {
    return session.run(with(List.of(words), "schedules", "next").toArray(String[]::new));
  }

  private static List<String> with(List<String> rest, String... first) {
    var words = new ArrayList<>(List.of(first));
    words.addAll(rest);
    return words;
  }
}
