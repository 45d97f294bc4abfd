package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushTest {
  @TempDir private Path folder;
  private Session session;

  @BeforeEach
  void open() {
    session = new Session(folder);
  }

  @Test
  void push_prints_the_id_and_nothing_else() {
    var done = session.run("push", "test.greet", "Ada");

    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).isEqualTo("1" + System.lineSeparator());
    assertThat(done.err()).isEmpty();
  }

  @Test
  void an_argument_is_json_and_a_plain_word_is_text() {
    session.run("push", "x", "5", "true", "null", "word", "\"5\"", "{\"a\":[1.5]}", "--", "-7");

    var shown = session.run("jobs", "show", "1", "--json").json();

    assertThat(shown.get("arguments").toString())
        .isEqualTo("[5,true,null,\"word\",\"5\",{\"a\":[1.5]},-7]");
  }

  @Test
  void all_arguments_may_come_as_one_array_from_stdin() {
    var done = session.fed("[\"one\",\n {\"two\": 2}]", "push", "x", "--args", "-");

    assertThat(done.exitCode()).isZero();
    assertThat(session.run("jobs", "show", "1", "--json").json().get("arguments").toString())
        .isEqualTo("[\"one\",{\"two\":2}]");
  }

  @Test
  void arguments_that_are_no_array_are_a_usage_error() {
    assertThat(session.run("push", "x", "--args", "[1").exitCode()).isEqualTo(2);
    assertThat(session.run("push", "x", "--args", "{}").exitCode()).isEqualTo(2);
    assertThat(session.run("push", "x", "1", "--args", "[2]").exitCode()).isEqualTo(2);
  }

  @Test
  void every_option_reaches_the_job() {
    session.run(
        "push",
        "x",
        "--priority",
        "7",
        "--in",
        "10m",
        "--start-by",
        "2099-01-31T08:00:00Z",
        "--unique",
        "key",
        "--retry",
        "3",
        "--retry-delay",
        "2s",
        "--time-limit",
        "30s",
        "--keep-result",
        "2h",
        "--meta",
        "tenant=7",
        "--meta",
        "who=ada");

    var shown = session.run("jobs", "show", "1", "--json").json();

    assertThat(shown.get("state").asString()).isEqualTo("scheduled");
    assertThat(shown.get("priority").asInt()).isEqualTo(7);
    assertThat(shown.get("startBy").asString()).isEqualTo("2099-01-31T08:00:00Z");
    assertThat(shown.get("uniqueKey").asString()).isEqualTo("key");
    assertThat(shown.get("metadata").toString()).isEqualTo("{\"tenant\":\"7\",\"who\":\"ada\"}");
    assertThat(shown.get("options").get("maxAttempts").asInt()).isEqualTo(3);
    assertThat(shown.get("options").get("firstDelay").asString()).isEqualTo("PT2S");
    assertThat(shown.get("options").get("timeLimit").asString()).isEqualTo("PT30S");
    assertThat(shown.get("options").get("keepResult").asString()).isEqualTo("PT2H");
  }

  @Test
  void a_unique_key_that_is_taken_gives_the_other_job() {
    session.run("push", "x", "--unique", "key");

    var again = session.run("push", "x", "--unique", "key", "--json");

    assertThat(again.json().get("id").asInt()).isEqualTo(1);
    assertThat(again.json().get("new").asBoolean()).isFalse();
    assertThat(again.err()).contains("already");
  }

  @Test
  void an_unknown_queue_is_not_found_and_the_like_one_is_named() {
    session.run("queues", "declare", "mail");

    var done = session.run("push", "x", "--on", "mial");

    assertThat(done.exitCode()).isEqualTo(3);
    assertThat(done.err()).contains("'mial'", "did you mean 'mail'?", "queues declare");
  }

  @Test
  void what_is_out_of_its_range_is_a_usage_error_that_says_the_range() {
    assertThat(session.run("push", "x", "--priority", "101").err()).contains("-100 to 100");
    assertThat(session.run("push", "x", "--time-limit", "0s").exitCode()).isEqualTo(2);
    assertThat(session.run("push", "x", "--in", "soon").err()).contains("30s");
    assertThat(session.run("push", "x", "--in", "1s", "--at", "2099-01-01T00:00:00Z").exitCode())
        .isEqualTo(2);
    assertThat(session.run("push", "bad\u001b[31mname").exitCode()).isEqualTo(2);
  }

  @Test
  void ten_megabytes_are_refused_and_nothing_is_stored() {
    var done = session.fed("[\"" + "x".repeat(10_000_000) + "\"]", "push", "x", "--args", "-");

    assertThat(done.exitCode()).isEqualTo(4);
    assertThat(done.err()).hasSizeLessThan(2_000);
    assertThat(session.run("jobs", "list").out()).isEmpty();
  }

  @Test
  void waiting_in_vain_is_timed_out_and_leaves_the_job_alone() {
    var done = session.run("push", "--wait", "50ms", "x");

    assertThat(done.exitCode()).isEqualTo(124);
    assertThat(done.line()).isEqualTo("1");
    assertThat(session.run("jobs", "list", "--state", "ready").lines()).hasSize(1);
  }

  @Test
  void waiting_ends_with_the_outcome_and_its_result() throws Exception {
    try (var percheron = session.open();
        var worker = percheron.handlers(Handlers.class).worker().start()) {
      var good = session.run("push", "test.greet", "Ada", "--wait", "--json");
      var bad = session.run("push", "test.fail", "no luck", "--wait=30s");

      assertThat(worker.isHealthy()).isTrue();
      assertThat(good.exitCode()).isZero();
      assertThat(good.json().get("result").asString()).isEqualTo("Hello Ada");
      assertThat(bad.exitCode()).isEqualTo(1);
      assertThat(bad.err()).contains("no luck", "jobs show");
    }
  }
}
