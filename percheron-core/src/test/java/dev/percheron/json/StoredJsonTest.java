package dev.percheron.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.percheron.api.Failure;
import dev.percheron.api.JobOptions;
import dev.percheron.api.Limits;
import dev.percheron.api.RetryPolicy;
import dev.percheron.api.WorkerStatus.QueueReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredJsonTest {
  private static final JobOptions FULL =
      new JobOptions(
          new RetryPolicy(7, Duration.ofMillis(1500), 1.5, Duration.ofDays(2), 0.05, List.of())
              .retryOn(IOException.class)
              .giveUpOn(IllegalStateException.class),
          Limits.NONE.time(Duration.ofSeconds(90)).memory(1L << 40).cpu(Duration.ofMillis(1)),
          Duration.ZERO);

  @Test
  void default_options_are_the_empty_text() {
    assertThat(StoredJson.options(JobOptions.DEFAULT)).isEmpty();
    assertThat(StoredJson.options("")).isEqualTo(JobOptions.DEFAULT);
  }

  @Test
  void options_come_back_as_they_were() {
    var text = StoredJson.options(FULL);

    assertThat(StoredJson.options(text)).isEqualTo(FULL);
  }

  @Test
  void only_what_differs_from_the_default_is_written() {
    var options = JobOptions.DEFAULT.limits(Limits.NONE.time(Duration.ofSeconds(5)));

    assertThat(StoredJson.options(options)).isEqualTo("{\"limits\":{\"time\":\"PT5S\"}}");
    assertThat(StoredJson.options(JobOptions.DEFAULT.retry(RetryPolicy.DEFAULT.jitter(0.5))))
        .isEqualTo("{\"retry\":{\"jitter\":0.5}}");
  }

  /** Rows without options mean these values for ever: a new default needs a new way to write it. */
  @Test
  void the_defaults_that_rows_rely_on_do_not_change() {
    assertThat(JobOptions.DEFAULT)
        .isEqualTo(
            new JobOptions(
                new RetryPolicy(5, Duration.ofSeconds(1), 2, Duration.ofHours(1), 0.2, List.of()),
                Limits.NONE,
                Duration.ofDays(1)));
  }

  @Test
  void fields_of_a_newer_version_are_ignored() {
    var newer =
        "{\"colour\":[1,{}],\"limits\":{\"disk\":5,\"cpu\":\"PT1S\"},\"retry\":{\"mood\":null}}";

    assertThat(StoredJson.options(newer))
        .isEqualTo(JobOptions.DEFAULT.limits(Limits.NONE.cpu(Duration.ofSeconds(1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "null",
        "[]",
        "7",
        "{",
        "{} {}",
        "{\"keepResult\":5}",
        "{\"keepResult\":\"soon\"}",
        "{\"keepResult\":\"PT-1S\"}",
        "{\"keepResult\":\"PT99999999999999999999S\"}",
        "{\"keepResult\":\"PT1S\",\"keepResult\":\"PT2S\"}",
        "{\"retry\":[]}",
        "{\"retry\":null}",
        "{\"retry\":{\"maxAttempts\":0}}",
        "{\"retry\":{\"maxAttempts\":1.5}}",
        "{\"retry\":{\"maxAttempts\":4294967297}}",
        "{\"retry\":{\"maxAttempts\":\"5\"}}",
        "{\"retry\":{\"multiplier\":1e999}}",
        "{\"retry\":{\"jitter\":\"NaN\"}}",
        "{\"retry\":{\"rules\":[{\"type\":\"x\"}]}}",
        "{\"retry\":{\"rules\":[{\"type\":\"x\",\"verdict\":\"PERHAPS\"}]}}",
        "{\"retry\":{\"rules\":{}}}",
        "{\"limits\":{\"memory\":1}}",
        "{\"limits\":{\"memory\":1e30}}",
        "{\"limits\":{\"memory\":true}}",
        "{\"limits\":{\"time\":\"PT0S\"}}"
      })
  void options_that_cannot_be_are_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> StoredJson.options(text));
  }

  @Test
  void a_refusal_names_the_field_and_shows_no_control_characters() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            StoredJson.options(
                "{\"retry\":{\"rules\":[{\"type\":\"x\",\"verdict\":\"\\u001b[2J\"}]}}"))
        .withMessage(
            "options.retry.rules[0].verdict is neither RETRY nor GIVE_UP but '\\u001b[2J'");
  }

  @Test
  void nesting_is_bounded() {
    var deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredJson.options(deep))
        .withMessageContaining("stored options cannot be read as JSON")
        .withMessageContaining("nesting depth");
  }

  @Test
  void length_is_bounded() {
    var length = JsonBounds.MAX_LENGTH + 1;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredJson.texts(" ".repeat(length)))
        .withMessageContaining("67108865 characters");
  }

  @Test
  void a_failure_comes_back_as_it_was() {
    var thrown =
        new IllegalStateException(
            "no \"luck\"\n\u0000\u001b", new UncheckedIOException(new IOException("disk")));
    var failure = Failure.of(thrown);

    assertThat(StoredJson.failure(StoredJson.failure(failure))).isEqualTo(failure);
  }

  @Test
  void a_failure_without_stack_and_causes_is_short() {
    var failure = Failure.of("percheron.TimeLimit", "");

    assertThat(StoredJson.failure(failure)).isEqualTo("{\"type\":\"percheron.TimeLimit\"}");
    assertThat(StoredJson.failure("{\"type\":\"percheron.TimeLimit\",\"new\":1}"))
        .isEqualTo(failure);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"x\",\"message\":null}",
        "{\"type\":\"x\",\"causes\":[\"y\"]}",
        "{\"type\":\"x\",\"supertypes\":[7]}"
      })
  void failures_that_cannot_be_are_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> StoredJson.failure(text));
  }

  @Test
  void texts_come_back_as_they_were() {
    var texts = Map.of("", "", "tenant", "7", "a\"b", "line\nline\u0000", "smile", "\ud83d\ude00");

    assertThat(StoredJson.texts(StoredJson.texts(texts))).isEqualTo(texts);
    assertThat(StoredJson.texts(Map.of())).isEmpty();
    assertThat(StoredJson.texts("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "{\"a\":1}",
        "{\"a\":null}",
        "{\"a\":{}}",
        "{\"a\":\"1\",\"a\":\"2\"}"
      })
  void texts_that_cannot_be_are_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> StoredJson.texts(text));
  }

  @Test
  void reports_come_back_as_they_were() {
    var reports =
        List.of(
            new QueueReport("mail", "virtual", 256, 3, 0, ""),
            new QueueReport("pdf", "procss", 1, 0, 2, "unknown executor 'procss'"));

    assertThat(StoredJson.reports(StoredJson.reports(reports))).isEqualTo(reports);
    assertThat(StoredJson.reports(List.of())).isEmpty();
    assertThat(StoredJson.reports("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[7]", "[{}]", "[{\"queue\":\"a\",\"executor\":\"b\",\"stuck\":1.0}]"})
  void reports_that_cannot_be_are_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> StoredJson.reports(text));
  }
}
