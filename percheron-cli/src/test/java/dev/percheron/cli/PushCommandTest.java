package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code push --command}, as it is typed. */
class PushCommandTest {
  @TempDir private Path folder;
  private Session session;

  @BeforeEach
  void open() {
    session = new Session(folder);
    session.run("db", "migrate");
  }

  private void declare(String option) {
    var done =
        session.run("queues", "declare", "tools", "--executor", "command", "--option", option);
    assertThat(done.exitCode()).as(done.err()).isZero();
  }

  private String arguments(int job) {
    var shown = session.run("jobs", "show", Integer.toString(job), "--json").json();
    return shown.get("arguments").toString();
  }

  @Test
  void every_word_is_a_text_of_its_own_and_none_is_read_as_json() {
    declare("allow=/bin/echo");

    var done =
        session.run(
            "push", "--command", "--on", "tools", "--", "/bin/echo", "two words", "5", "-n", "{}");

    assertThat(done.exitCode()).isZero();
    assertThat(done.line()).isEqualTo("1");
    assertThat(arguments(1)).isEqualTo("[\"/bin/echo\",\"two words\",\"5\",\"-n\",\"{}\"]");
    assertThat(session.run("jobs", "show", "1", "--json").json().get("handler").asString())
        .isEqualTo("echo");
  }

  @Test
  void variables_and_stdin_go_beside_the_words() {
    declare("allow=any");

    session.run(
        "push", "--command", "--on", "tools", "--env", "A=1", "--env", "B=x=y", "--", "cat");
    session.fed(
        "{\"page\": [1]}", "push", "--command", "--on", "tools", "--stdin-json", "-", "--", "cat");
    session.run("push", "--command", "--on", "tools", "--stdin-json", "null", "--", "cat");

    assertThat(arguments(1))
        .isEqualTo("[{\"command\":[\"cat\"],\"environment\":{\"A\":\"1\",\"B\":\"x=y\"}}]");
    assertThat(arguments(2)).isEqualTo("[{\"command\":[\"cat\"],\"input\":{\"page\":[1]}}]");
    assertThat(arguments(3)).isEqualTo("[{\"command\":[\"cat\"],\"input\":null}]");
  }

  @Test
  void on_a_queue_with_a_command_the_words_are_its_arguments_and_may_be_missing() {
    declare("command=[\"/bin/echo\",\"--\"]");

    session.run("push", "--command", "--on", "tools", "--", "a.pdf");
    session.run("push", "--command", "--on", "tools", "--stdin-json", "7");

    assertThat(arguments(1)).isEqualTo("[\"a.pdf\"]");
    assertThat(arguments(2)).isEqualTo("[{\"arguments\":[],\"input\":7}]");
  }

  @Test
  void a_queue_for_handlers_refuses_a_program_with_the_line_to_type() {
    var without = session.run("push", "--command", "--", "/bin/echo", "hi");
    var strange = session.run("push", "--command", "--", "rm -rf \u001b[31m", "hi");
    declare("allow=/bin/echo");
    var with = session.run("push", "--command", "--", "/bin/echo", "hi");
    var nowhere = session.run("push", "--command", "--on", "tool", "--", "/bin/echo");

    assertThat(without.exitCode()).isEqualTo(4);
    assertThat(without.err())
        .contains("queue 'default'", "'virtual'")
        .contains("queues declare commands --executor command --option allow=/bin/echo");
    assertThat(strange.err()).contains("allow=PROGRAM").doesNotContain("\u001b");
    assertThat(with.exitCode()).isEqualTo(4);
    assertThat(with.err()).contains("--on tools");
    assertThat(nowhere.exitCode()).isEqualTo(3);
    assertThat(nowhere.err()).contains("did you mean 'tools'?");
    assertThat(session.run("jobs", "list").out()).isEmpty();
  }

  @Test
  void what_the_queue_does_not_allow_is_refused_at_once_and_not_stored() {
    declare("allow=/bin/echo");

    var program = session.run("push", "--command", "--on", "tools", "--", "/bin/rm", "x");
    var variable =
        session.run("push", "--command", "--on", "tools", "--env", "A=1", "--", "/bin/echo");
    var nothing = session.run("push", "--command", "--on", "tools");
    var asHandler = session.run("push", "--on", "tools", "/bin/rm");

    assertThat(program.exitCode()).isEqualTo(4);
    assertThat(program.err()).contains("'/bin/rm'", "/bin/echo", "'allow'");
    assertThat(variable.exitCode()).isEqualTo(4);
    assertThat(variable.err()).contains("'A'", "none", "'job-environment'");
    assertThat(nothing.exitCode()).isEqualTo(4);
    assertThat(nothing.err()).contains("what to run");
    assertThat(asHandler.exitCode()).isEqualTo(4);
    assertThat(session.run("jobs", "list").out()).isEmpty();
  }

  @Test
  void a_queue_that_does_not_say_what_may_run_cannot_be_declared() {
    var done = session.run("queues", "declare", "tools", "--executor", "command");

    assertThat(done.exitCode()).isEqualTo(4);
    assertThat(done.err()).contains("'command'", "'allow'", "'any'");
    assertThat(session.run("queues", "list").out()).doesNotContain("tools");
  }

  @Test
  void options_that_contradict_each_other_are_a_usage_error() {
    declare("allow=any");

    assertThat(session.run("push", "x", "--env", "A=1").exitCode()).isEqualTo(2);
    assertThat(session.run("push", "x", "--stdin-json", "1").err()).contains("--command");
    assertThat(session.run("push", "--command", "--on", "tools", "--args", "[1]").exitCode())
        .isEqualTo(2);
    assertThat(session.run("push", "--command", "--on", "tools", "--stdin-json", "[", "cat").err())
        .contains("--stdin-json");
    assertThat(session.run("push").err()).contains("HANDLER");
  }
}
