package dev.percheron.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.percheron.schedule.CronExpression;
import dev.percheron.schedule.DaylightSaving;
import dev.percheron.schedule.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TriggerJsonTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

  static Stream<Arguments> triggers() {
    var cron = Trigger.cron("0 2 * * 1-5", BERLIN);
    return Stream.of(
        Arguments.of(Trigger.at(START), "{\"type\":\"at\",\"at\":\"2026-01-01T00:00:00Z\"}"),
        Arguments.of(
            Trigger.every(Duration.ofMinutes(15)), "{\"type\":\"every\",\"interval\":\"PT15M\"}"),
        Arguments.of(
            Trigger.every(Duration.ofMinutes(15)).from(START).until(END),
            "{\"type\":\"every\",\"interval\":\"PT15M\",\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2027-01-01T00:00:00Z\"}"),
        Arguments.of(
            cron, "{\"type\":\"cron\",\"expression\":\"0 2 * * 1-5\",\"zone\":\"Europe/Berlin\"}"),
        Arguments.of(
            Trigger.cron(CronExpression.parse("H 2 * * *").seeded("reports"), BERLIN)
                .daylightSaving(DaylightSaving.SKIP)
                .from(START)
                .until(END),
            "{\"type\":\"cron\",\"expression\":\"H 2 * * *\",\"zone\":\"Europe/Berlin\",\"daylightSaving\":\"SKIP\",\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2027-01-01T00:00:00Z\",\"seed\":\"reports\"}"),
        Arguments.of(
            Trigger.calendar(Period.ofMonths(1), LocalDateTime.parse("2026-01-31T02:00"), BERLIN)
                .daylightSaving(DaylightSaving.RUN_BOTH)
                .until(END),
            "{\"type\":\"calendar\",\"step\":\"P1M\",\"first\":\"2026-01-31T02:00\",\"zone\":\"Europe/Berlin\",\"daylightSaving\":\"RUN_BOTH\",\"end\":\"2027-01-01T00:00:00Z\"}"),
        Arguments.of(
            Trigger.and(Duration.ofSeconds(1), cron, Trigger.every(Duration.ofHours(1))),
            "{\"type\":\"and\",\"threshold\":\"PT1S\",\"triggers\":[{\"type\":\"cron\",\"expression\":\"0 2 * * 1-5\",\"zone\":\"Europe/Berlin\"},{\"type\":\"every\",\"interval\":\"PT1H\"}]}"),
        Arguments.of(
            Trigger.or(Trigger.at(START), Trigger.at(END))
                .jitter(Duration.ofMinutes(5))
                .seeded("x"),
            "{\"type\":\"jitter\",\"bound\":\"PT5M\",\"seed\":\"x\",\"trigger\":{\"type\":\"or\",\"triggers\":[{\"type\":\"at\",\"at\":\"2026-01-01T00:00:00Z\"},{\"type\":\"at\",\"at\":\"2027-01-01T00:00:00Z\"}]}}"));
  }

  @ParameterizedTest
  @MethodSource("triggers")
  void a_trigger_is_written_and_read(Trigger trigger, String json) {
    assertThat(TriggerJson.write(trigger)).isEqualTo(json);
    assertThat(TriggerJson.read(json)).isEqualTo(trigger);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                      | trigger is not an object",
        "nonsense                                | cannot be read as JSON",
        "[]                                      | trigger is not an object",
        "{}                                      | trigger.type is missing",
        "{'type':7}                              | trigger.type is not text",
        "{'type':'solar'}                        | trigger.type is 'solar'; known are at, every",
        "{'type':'at'}                           | trigger.at is missing",
        "{'type':'at','at':'soon'}               | trigger.at is not an instant such as",
        "{'type':'at','at':'+999999-01-01T00:00:00Z'} | trigger: a trigger's time is in the years 1 to 9999",
        "{'type':'every'}                        | trigger.interval is missing",
        "{'type':'every','interval':'PT0S'}      | trigger: an interval is 1 ms to",
        "{'type':'every','interval':'1h'}        | trigger.interval is not a duration",
        "{'type':'every','interval':'PT1H','skip':1} | trigger.skip is not known; known are type, interval",
        "{'type':'cron','expression':'0 2 * * *'} | trigger.zone is missing",
        "{'type':'cron','expression':'0 2 * * *','zone':'Nowhere'} | trigger: there is no time zone 'Nowhere'",
        "{'type':'cron','expression':'0 25 * * *','zone':'UTC'} | trigger: cron expression '0 25 * * *', character 3: hour",
        "{'type':'cron','expression':'@daily','zone':'UTC','daylightSaving':'MAYBE'} | trigger.daylightSaving is 'MAYBE'; known are [RUN_ONCE",
        "{'type':'calendar','step':'P0D','first':'2026-01-01T00:00','zone':'UTC'} | trigger: a calendar's step",
        "{'type':'calendar','step':'P1D','first':'2026-01-01','zone':'UTC'} | trigger.first is not a local time",
        "{'type':'or','triggers':[]}             | trigger: a trigger made of others has at least one",
        "{'type':'or','triggers':[{'type':'at'}]} | trigger.triggers[0].at is missing",
        "{'type':'jitter','bound':'PT1S'}        | trigger.trigger is missing",
        "{'type':'at','type':'or'}               | cannot be read as JSON",
        "{'type':'at','at':'2026-01-01T00:00:00Z'} x | cannot be read as JSON"
      })
  void what_is_no_trigger_is_refused_with_its_place(String json, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TriggerJson.read(json.replace('\'', '"')))
        .withMessageContaining(why);
  }

  @Test
  @Timeout(20)
  void hostile_json_is_refused_in_bounded_time() {
    var never =
        "{\"type\":\"and\",\"triggers\":[{\"type\":\"cron\",\"expression\":\"0 2 * * *\",\"zone\":\"UTC\"},{\"type\":\"cron\",\"expression\":\"0 3 * * *\",\"zone\":\"UTC\"}]}";
    var deep = "{\"type\":\"jitter\",\"bound\":\"PT1S\",\"trigger\":".repeat(150) + "{}";
    var wide =
        "{\"type\":\"or\",\"triggers\":["
            + "{\"type\":\"every\",\"interval\":\"PT1S\"},".repeat(99)
            + "{}]}";

    refused(never, "do not agree");
    refused("{\"type\":\"or\",\"triggers\":[" + (never + ",").repeat(99) + "{}]}", "do not agree");
    refused(deep + "}".repeat(150), "more than 32 triggers");
    refused(wide, "more than 32 triggers");
    refused("[".repeat(50_000), "cannot be read as JSON");
    refused(" ".repeat(100_001), "at most 100000 characters");
    refused("{\"type\":\"at\",\"at\":\"" + "9".repeat(90_000) + "\"}", "is not an instant");
  }

  private static void refused(String json, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TriggerJson.read(json))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
  }
}
