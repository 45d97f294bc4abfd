package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
  @TempDir private Path folder;
  private Session session;

  @BeforeEach
  void open() {
    session = new Session(folder);
  }

  @Test
  void a_worker_runs_the_handlers_of_a_jar_that_a_user_brings() throws IOException {
    var jar = BuiltJar.of(folder, BuiltJar.SHOP);
    session.run("push", "shop.sell", "apples");

    var done = session.run("worker", "--jar", jar.toString(), "--until-empty");

    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).isEmpty();
    assertThat(done.err()).contains("shop.jar: ", "shop.sell", "serves default (virtual, 256)");
    assertThat(session.run("jobs", "show", "1", "--json").json().get("result").asString())
        .isEqualTo("Sold: apples");
  }

  @Test
  void a_jar_that_is_missing_broken_or_without_handlers_stops_the_worker_before_it_starts()
      throws IOException {
    var none = BuiltJar.of(folder, "package shop; public class Shop {}");
    var broken = Files.writeString(folder.resolve("broken.jar"), "no jar");

    assertThat(session.run("worker", "--jar", folder + "/no.jar").exitCode()).isEqualTo(3);
    assertThat(session.run("worker", "--jar", broken.toString()).exitCode()).isEqualTo(3);
    assertThat(session.run("worker", "--jar", none.toString()))
        .satisfies(done -> assertThat(done.exitCode()).isEqualTo(1))
        .satisfies(done -> assertThat(done.err()).contains("@Handler"));
    assertThat(session.run("worker", "--handlers", "no.such.Class").exitCode()).isEqualTo(3);
  }

  @Test
  void a_worker_serves_only_the_queues_that_it_was_told() {
    session.run("queues", "declare", "mail");
    session.run("push", "test.greet", "Ada", "--on", "mail");
    session.run("push", "test.greet", "Bob");

    var done =
        session.run(
            "worker",
            "--queues",
            "mail,nowhere",
            "--until-empty",
            "--handlers",
            Handlers.class.getName());

    assertThat(done.err()).contains("there is no queue 'nowhere' yet");
    assertThat(session.run("jobs", "list", "--state", "succeeded").lines())
        .singleElement()
        .asString()
        .startsWith("1\t");
  }

  @Test
  void what_fails_is_said_and_what_goes_well_only_when_asked() {
    session.run("push", "test.greet", "Ada");
    session.run("push", "test.fail", "no\u001b[31m luck\nforged line");

    var quiet = session.run("worker", "--until-empty", "--handlers", Handlers.class.getName());

    assertThat(quiet.err())
        .contains("job 2 (test.fail, attempt 1) failed: ", "no\\u001b[31m luck")
        .doesNotContain("job 1", "\u001b");
  }

  @Test
  void settings_out_of_range_are_a_usage_error() {
    assertThat(session.run("worker", "--lease", "1ms").exitCode()).isEqualTo(2);
    assertThat(session.run("worker", "--grace", "-3s").exitCode()).isEqualTo(2);
  }

  @Test
  void a_queue_that_asks_for_a_tag_is_left_to_the_workers_that_have_it() {
    session.run("queues", "declare", "render", "--tags", "gpu,eu");
    session.run("push", "test.greet", "Ada", "--on", "render");

    session.run("worker", "--handlers", Handlers.class.getName(), "--tags", "gpu", "--until-empty");
    assertThat(session.run("jobs", "show", "1", "--json").json().get("state").asString())
        .isEqualTo("ready");
    session.run(
        "worker", "--handlers", Handlers.class.getName(), "--tags", "eu,gpu", "--until-empty");

    assertThat(session.run("jobs", "show", "1", "--json").json().get("state").asString())
        .isEqualTo("succeeded");
    session.run("queues", "set", "render", "--tags", "none");
    assertThat(session.run("queues", "list", "--json").out()).doesNotContain("gpu");
  }
}
