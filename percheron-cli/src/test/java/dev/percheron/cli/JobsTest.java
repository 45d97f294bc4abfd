package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
  @TempDir private Path folder;
  private Session session;

  @BeforeEach
  void open() {
    session = new Session(folder);
  }

  @Test
  void a_pipe_gets_tabs_and_full_values_without_a_heading() {
    session.run("push", "a");
    session.run("push", "b");

    var lines = session.run("jobs", "list").lines();

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().split("\t", -1))
        .hasSize(9)
        .startsWith("2", "ready", "b", "default", "0")
        .satisfies(cells -> assertThat(cells[5]).matches("\\d{4}-\\d\\d-\\d\\dT.*Z"));
  }

  @Test
  void a_terminal_gets_a_heading_and_relative_times() {
    session.run("push", "a");

    var lines = session.answering("", "jobs", "list").lines();

    assertThat(lines.getFirst()).startsWith("ID").contains("STATE", "HANDLER", "CREATED");
    assertThat(lines.get(1)).contains("ready", " ago").doesNotContain("\u001b");
  }

  @Test
  void json_lines_are_one_object_each() {
    session.run("push", "a");
    session.run("push", "b");

    var lines = session.run("jobs", "list", "--jsonl").lines();

    assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("{\"id\":"));
  }

  @Test
  void pages_follow_each_other_without_a_gap() {
    for (int i = 0; i < 5; i++) {
      session.run("push", "a");
    }

    var first = session.run("jobs", "list", "--limit", "2", "--json").json();
    var second = session.run("jobs", "list", "--limit", "5", "--before", "4", "--json").json();

    assertThat(first.findValuesAsString("id")).containsExactly("5", "4");
    assertThat(second.findValuesAsString("id")).containsExactly("3", "2", "1");
  }

  @Test
  void filters_narrow_the_list_and_a_misspelt_handler_is_noticed() {
    session.run("queues", "declare", "mail");
    session.run("push", "emails.send", "--on", "mail");
    session.run("push", "other");

    assertThat(session.run("jobs", "list", "--queue", "mail").lines()).hasSize(1);
    assertThat(session.run("jobs", "list", "--handler", "other").lines()).hasSize(1);
    assertThat(session.run("jobs", "list", "--handler", "email.send").err())
        .contains("did you mean 'emails.send'?");
    assertThat(session.run("jobs", "list", "--state", "redy").exitCode()).isEqualTo(2);
    assertThat(session.run("jobs", "list", "--queue", "mial").exitCode()).isEqualTo(3);
  }

  @Test
  void a_job_is_shown_with_its_attempts_log_result_and_failure() {
    session.run("push", "test.greet", "Ada");
    session.run("push", "test.fail", "no luck");
    session.work(Handlers.class);

    var good = session.run("jobs", "show", "1").out();
    var bad = session.run("jobs", "show", "2", "--json").json();

    assertThat(good).contains("succeeded", "\"Hello Ada\"", "greeting Ada", "attempt 1");
    assertThat(bad.get("attempts").get(0).get("outcome").asString()).isEqualTo("failed");
    assertThat(bad.get("failure").get("message").asString()).isEqualTo("no luck");
    assertThat(bad.get("failure").get("stack").asString()).contains("Handlers.fail");
  }

  @Test
  void nothing_from_the_database_reaches_the_terminal_unescaped() {
    var evil = "evil\u001b[2J\u0007\u009b31m\u202e\rforged";
    session.fed(
        "[" + quoted(evil) + "]", "push", "test.fail", "--args", "-", "--meta", "m=" + evil);
    session.fed("[" + quoted(evil) + "]", "push", "test.greet", "--args", "-");
    session.work(Handlers.class);

    for (var command :
        new String[][] {
          {"jobs", "show", "1"}, {"jobs", "show", "2"}, {"jobs", "show", "1", "--json"},
          {"jobs", "list"}, {"jobs", "list", "--jsonl"}, {"jobs", "watch", "1"}
        }) {
      var done = session.answering("", command);
      assertThat(done.out() + done.err())
          .contains("evil")
          .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e", "\r");
    }
  }

  @Test
  void a_job_that_is_not_there_is_not_found() {
    session.run("push", "a");

    var done = session.run("jobs", "show", "12");

    assertThat(done.exitCode()).isEqualTo(3);
    assertThat(done.out()).isEmpty();
    assertThat(done.err()).contains("no job 12", "percheron jobs list").doesNotContain("\tat ");
  }

  @Test
  void cancel_retry_and_delete_say_what_became_of_each() {
    session.run("push", "a");
    session.run("push", "a");

    assertThat(session.run("jobs", "cancel", "1", "2").lines())
        .containsExactly("1\tcancelled", "2\tcancelled");
    assertThat(session.run("jobs", "cancel", "1").exitCode()).isEqualTo(4);
    assertThat(session.run("jobs", "retry", "1").exitCode()).isZero();
    assertThat(session.run("jobs", "cancel", "1", "2", "99").exitCode()).isEqualTo(5);
    assertThat(session.run("jobs", "cancel", "99").exitCode()).isEqualTo(3);
    assertThat(session.run("jobs", "delete", "1", "2", "--yes").exitCode()).isZero();
    assertThat(session.run("jobs", "list").out()).isEmpty();
  }

  @Test
  void nothing_is_deleted_when_nobody_can_be_asked() {
    session.run("push", "a");
    session.run("jobs", "cancel", "1");

    var refused = session.run("jobs", "delete", "--state", "cancelled");
    var looked = session.run("jobs", "delete", "--state", "cancelled", "--dry-run");
    var declined = session.answering("n", "jobs", "delete", "1");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("delete 1 job", "--yes");
    assertThat(looked.exitCode()).isZero();
    assertThat(looked.err()).contains("delete 1 job");
    assertThat(declined.err()).contains("delete 1 job? [y/N]");
    assertThat(session.run("jobs", "list").lines()).hasSize(1);
  }

  @Test
  void a_filter_takes_exactly_those_that_it_means_once_somebody_agrees() {
    session.run("queues", "declare", "mail");
    for (int i = 0; i < 3; i++) {
      session.run("push", "a", "--on", "mail");
    }
    session.run("push", "a");

    var done = session.answering("yes", "jobs", "cancel", "--queue", "mail");

    assertThat(done.exitCode()).isZero();
    assertThat(done.err()).contains("cancel 3 jobs?");
    assertThat(session.run("jobs", "list", "--state", "cancelled").lines()).hasSize(3);
    assertThat(
            session
                .run("jobs", "retry", "--queue", "mail", "--state", "cancelled", "--yes")
                .lines())
        .hasSize(3);
  }

  @Test
  void which_jobs_must_be_said_and_be_possible() {
    session.run("push", "a");

    assertThat(session.run("jobs", "cancel").exitCode()).isEqualTo(2);
    assertThat(session.run("jobs", "cancel", "1", "--queue", "default").exitCode()).isEqualTo(2);
    assertThat(session.run("jobs", "delete", "--state", "running", "--yes").exitCode())
        .isEqualTo(2);
  }

  @Test
  void wait_ends_with_what_became_of_the_jobs() {
    session.run("push", "test.greet", "Ada");
    session.run("push", "test.fail", "no luck");

    assertThat(session.run("wait", "1", "--timeout", "20ms").exitCode()).isEqualTo(124);
    session.work(Handlers.class);
    assertThat(session.run("wait", "1").exitCode()).isZero();
    assertThat(session.run("wait", "1", "2").exitCode()).isEqualTo(1);
    assertThat(session.run("wait", "1", "3").exitCode()).isEqualTo(3);
  }

  @Test
  void watch_follows_until_the_end_with_a_line_for_each_change() throws Exception {
    session.run("push", "test.greet", "Ada");

    var watching = CompletableFuture.supplyAsync(() -> session.run("jobs", "watch", "1"));
    session.work(Handlers.class);
    var done = watching.get(60, TimeUnit.SECONDS);

    assertThat(done.exitCode()).isZero();
    assertThat(done.lines().getLast()).startsWith("1\tsucceeded\ttest.greet");
  }

  @Test
  void nothing_to_watch_is_said_and_done() {
    session.run("db", "migrate");

    var done = session.run("jobs", "watch");

    assertThat(done.exitCode()).isZero();
    assertThat(done.err()).contains("no unfinished jobs");
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    text.chars().forEach(unit -> json.append("\\u%04x".formatted(unit)));
    return json.append('"').toString();
  }
}
