package dev.percheron.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.percheron.json.TriggerJson;
import dev.percheron.schedule.CronExpression;
import dev.percheron.schedule.CronRefused;
import dev.percheron.schedule.DaylightSaving;
import dev.percheron.schedule.Fire;
import dev.percheron.schedule.QuartzExpression;
import dev.percheron.schedule.Trigger;
import dev.percheron.schedule.Zones;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/reference/triggers.md} are true. */
class TriggersPageTest {
  private static final String PAGE = page();
  private static final Pattern JSON = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);
  private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("HH:mmxxx");

  @Test
  void expressions_mean_what_the_page_says() {
    var rows = rows("| expression | in words |");

    assertThat(rows).hasSizeGreaterThan(10);
    assertThat(rows)
        .allSatisfy(
            row -> assertThat(CronExpression.parse(row.get(0)).explain()).isEqualTo(row.get(1)));
  }

  @Test
  void expressions_are_refused_as_the_page_says() {
    var rows = rows("| expression | character | said |");

    assertThat(rows).hasSizeGreaterThan(4);
    assertThat(rows)
        .allSatisfy(row -> {
          var refused =
              catchThrowableOfType(CronRefused.class, () -> CronExpression.parse(row.get(0)));
          assertThat(refused.position() + 1).isEqualTo(Integer.parseInt(row.get(1)));
          assertThat(refused.reason()).startsWith(row.get(2));
        });
  }

  @Test
  void clock_changes_do_what_the_page_says() {
    var rows = rows("| expression | zone | policy | day | due |");

    assertThat(rows).hasSizeGreaterThan(10);
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(due(row))
                .as(String.valueOf(row))
                .startsWith(row.get(4).replaceFirst("( ….*)", "")));
    assertThat(rows)
        .filteredOn(row -> row.get(4).contains("…"))
        .allSatisfy(row ->
            assertThat(due(row).split(" ", -1))
                .hasSize(Integer.parseInt(row.get(4).replaceAll(".*… (\\d+) times", "$1"))));
    assertThat(rows)
        .filteredOn(row -> !row.get(4).contains("…"))
        .allSatisfy(row -> assertThat(due(row)).isEqualTo(row.get(4)));
  }

  @Test
  void json_is_read_and_written_as_on_the_page() {
    var examples = JSON.matcher(PAGE).results().map(found -> found.group(1)).toList();

    assertThat(examples).hasSize(7);
    assertThat(examples)
        .allSatisfy(json -> assertThat(TriggerJson.write(TriggerJson.read(json))).isEqualTo(json));
  }

  @Test
  void quartz_is_read_as_on_the_page() {
    var rows = rows("| in Quartz | here |");

    assertThat(rows).hasSizeGreaterThan(3);
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(QuartzExpression.parse(row.get(0)).expression().text())
                .isEqualTo(row.get(1)));
  }

  private static String due(List<String> row) {
    var zone = Zones.of(row.get(1));
    var day = LocalDate.parse(row.get(3));
    var trigger = Trigger.cron(row.get(0), zone).daylightSaving(DaylightSaving.valueOf(row.get(2)));
    var due =
        trigger
            .firesAfter(day.atStartOfDay(zone).toInstant().minusNanos(1))
            .takeWhile(fire -> isOn(day, fire, zone))
            .map(fire -> WALL.format(fire.at().atZone(zone)))
            .collect(Collectors.joining(" "));
    return due.isEmpty() ? "never" : due;
  }

  private static boolean isOn(LocalDate day, Fire fire, ZoneId zone) {
    return LocalDate.ofInstant(fire.at(), zone).equals(day);
  }

  /** The cells of a table, without the back-ticks around code. */
  private static List<List<String>> rows(String heading) {
    return PAGE.substring(PAGE.indexOf(heading))
        .lines()
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|", -1)))
        .map(cells -> cells.map(cell -> cell.strip().replaceAll("^`|`$", "")).toList())
        .toList();
  }

  private static String page() {
    var here = Path.of("").toAbsolutePath();
    var root = Files.exists(here.resolve("mvnw")) ? here : here.getParent();
    try {
      return Files.readString(root.resolve("docs/reference/triggers.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
