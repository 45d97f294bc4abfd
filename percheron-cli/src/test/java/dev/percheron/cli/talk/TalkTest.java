package dev.percheron.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TalkTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void a_line_keeps_nothing_that_moves_a_cursor() {
    assertThat(Shown.line("a\u001b[2J\tb\nc\u009bd\u202ee"))
        .isEqualTo("a\\u001b[2J\\u0009b\\u000ac\\u009bd\\u202ee");
    assertThat(Shown.line("Grüße 🐎")).isEqualTo("Grüße 🐎");
  }

  @Test
  void lines_keep_their_ends_and_nothing_else() {
    assertThat(Shown.lines("a\r\n\tb\u0007\rc")).isEqualTo("a\n    b\\u0007\\u000dc");
  }

  @Test
  void json_can_be_read_back_and_holds_nothing_unprintable() {
    var nasty = "\u0000\u001b\"\\\n\t\u009b\u202e🐎\ud800";

    var json = Json.text(Arrays.asList(nasty, 1, 2.5, true, null, Optional.empty(), NOW));

    assertThat(json).doesNotContain("\u001b", "\u009b", "\u202e", "\n");
    assertThat(JsonMapper.shared().readTree(json).get(0).asString()).isEqualTo(nasty);
    assertThat(JsonMapper.shared().readTree(json).get(6).asString()).isEqualTo(NOW.toString());
  }

  @Test
  void numbers_of_stored_json_stay_exact_and_what_is_no_json_is_text() {
    assertThat(Json.text(Json.stored("[0.10,123456789012345678901234567890]")))
        .isEqualTo("[0.10,123456789012345678901234567890]");
    assertThat(Json.stored("[1,")).isEqualTo("[1,");
  }

  @Test
  void moments_are_told_from_now() {
    assertThat(Ago.of(NOW.minusSeconds(90), NOW)).isEqualTo("1m 30s ago");
    assertThat(Ago.of(NOW.plus(Duration.ofHours(2)), NOW)).isEqualTo("in 2h 0m");
    assertThat(Ago.of(Instant.MAX, NOW)).isEqualTo("never");
  }

  @Test
  void what_was_meant_is_the_nearest_word_if_one_is_near() {
    var words = List.of("mail", "pdf", "reports.nightly");

    assertThat(Nearest.to("mial", words)).contains("mail");
    assertThat(Nearest.to("nightly", words)).contains("reports.nightly");
    assertThat(Nearest.to("zebra", words)).isEmpty();
    assertThat(Nearest.hint("zebra", words)).isEqualTo("there are: mail, pdf, reports.nightly");
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void colours_are_only_where_they_are_wanted() {
    assertThat(Style.when(false).bad("x")).isEqualTo("x");
    assertThat(Style.when(true).bad("x")).isEqualTo("\u001b[31mx\u001b[0m");
  }
}
