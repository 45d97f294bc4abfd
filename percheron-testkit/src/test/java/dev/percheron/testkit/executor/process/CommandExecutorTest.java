package dev.percheron.testkit.executor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.Failure;
import dev.percheron.api.GiveUp;
import dev.percheron.api.Outcome;
import dev.percheron.api.Queue;
import dev.percheron.api.Rung;
import dev.percheron.exec.process.CommandProvider;
import dev.percheron.json.PlainJson;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.testkit.executor.AttemptProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Programs as jobs. The scripts stand in for programs; the executor itself asks no shell. */
class CommandExecutorTest extends HostedFixture {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Override
  JobExecutorProvider provider() {
    return new CommandProvider();
  }

  /** A job that brings its own command: {@code /bin/sh -c script sh words…}. */
  private AttemptProbe script(String script) {
    return submit("command", json(List.of("/bin/sh", "-c", script)));
  }

  private static String json(Object value) {
    return PlainJson.write(value);
  }

  private static Failure failureOf(AttemptProbe probe) {
    return switch (probe.outcome()) {
      case Outcome.Failed(var failure) -> failure;
      case Outcome.Crashed(var failure) -> failure;
      default -> throw new AssertionError("it did not fail: " + probe.outcome());
    };
  }

  @Test
  void what_it_prints_is_its_result() {
    start(2, Map.of());

    var probe = submit("command", "[\"/bin/echo\", \"two words\", 3, true]");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("\"two words 3 true\\n\""));
    assertThat(probe.starts()).containsExactly(time.instant());
    assertThat(probe.end().startedAt()).contains(time.instant());
  }

  @Test
  void arguments_are_never_read_by_a_shell() {
    start(2, Map.of("command", "[\"/bin/echo\"]"));

    var probe = submit("any", json(List.of("$(id); `id` > x", "*", "a\nb", "'\"")));

    assertThat(probe.outcome())
        .isEqualTo(new Outcome.Succeeded(json("$(id); `id` > x * a\nb '\"\n")));
  }

  @Test
  void what_it_prints_can_be_json() {
    start(2, Map.of("result", "json"));

    var good = script("echo '{\"pages\": [1, 2]}'");
    good.end();
    var bad = script("echo 'pages: 2'");

    assertThat(good.outcome()).isEqualTo(new Outcome.Succeeded("{\"pages\":[1,2]}"));
    assertThat(failureOf(bad).message()).contains("JSON");
  }

  @Test
  void it_reads_the_arguments_or_the_input_as_json() {
    start(2, Map.of());

    var arguments = submit("command", json(List.of("/bin/cat")));
    arguments.end();
    var input =
        submit("command", json(List.of(Map.of("command", List.of("cat"), "input", List.of(1)))));

    assertThat(arguments.outcome()).isEqualTo(new Outcome.Succeeded(json("[\"/bin/cat\"]")));
    assertThat(input.outcome()).isEqualTo(new Outcome.Succeeded("\"[1]\""));
  }

  @Test
  void its_error_output_is_its_log() {
    start(2, Map.of());

    var probe = script("echo one >&2; echo two >&2; printf three >&2");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("\"\""));
    assertThat(probe.log()).containsExactly("one", "two", "three");
  }

  @Test
  void exit_codes_mean_what_the_queue_says() {
    start(2, Map.of("exit-codes", "0=success, 3=success, 64-78=give-up"));

    var success = script("exit 3");
    success.end();
    var hopeless = script("exit 65");
    hopeless.end();
    var failed = script("echo the reason >&2; exit 9");

    assertThat(success.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(failureOf(hopeless).isA(GiveUp.class.getName())).isTrue();
    assertThat(failureOf(failed).isA(GiveUp.class.getName())).isFalse();
    assertThat(failureOf(failed).message()).contains("exit code 9");
    assertThat(failureOf(failed).stack()).contains("the reason");
  }

  @Test
  void one_that_is_killed_by_others_has_crashed() {
    start(2, Map.of());

    var probe = script("kill -SEGV $$");

    assertThat(probe.outcome()).isInstanceOf(Outcome.Crashed.class);
    assertThat(failureOf(probe).message()).contains("SIGSEGV");
  }

  @Test
  void it_is_killed_with_all_it_has_started_when_its_time_is_up() {
    start(1, Map.of("kill-grace", "1s"));
    var grandchild = folder.resolve("grandchild");
    var script =
        "trap '' TERM; /bin/sh -c 'trap \"\" TERM; sleep 600' & echo $! > %s; wait; sleep 600"
            .formatted(grandchild);

    var probe = submit("command", json(List.of("/bin/sh", "-c", script)), limited(LIMIT));
    long pid = numberIn(grandchild);
    time.advance(LIMIT);
    assertThat(probe.isEnded()).isFalse();
    until("it is over", probe::isEnded, () -> time.advance(Duration.ofSeconds(1)));

    var timedOut = (Outcome.TimedOut) probe.outcome();
    assertThat(timedOut.rung()).isEqualTo(Rung.KILL);
    assertThat(timedOut.failure().message()).contains("5.0s", "killed");
    until("the grandchild is gone", () -> !isAlive(pid));
    assertThat(executor.freeSlots()).isEqualTo(1);
  }

  @Test
  void one_that_heeds_the_request_is_not_killed() {
    start(1, Map.of());
    var ready = folder.resolve("ready");
    var probe = script("trap 'exit 0' TERM; echo 1 > " + ready + "; while :; do sleep 0.05; done");
    assertThat(numberIn(ready)).isEqualTo(1);

    handle.cancel("not wanted");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Cancelled("not wanted", Rung.INTERRUPT));
  }

  @Test
  void what_it_leaves_behind_is_killed_when_it_ends() {
    start(1, Map.of());
    var left = folder.resolve("left");

    var probe = script("sleep 600 & echo $! > " + left);

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("\"\""));
    until("what it left is gone", () -> !isAlive(numberIn(left)));
  }

  @Test
  void a_result_that_is_too_long_is_a_failure_and_does_not_fill_the_worker() {
    start(1, Map.of("output-limit", "1000"));

    var probe = script("head -c 50000000 /dev/zero");

    assertThat(failureOf(probe).message()).contains("1000 bytes", "output-limit");
  }

  @Test
  void it_sees_nothing_of_the_environment_but_what_is_named() {
    start(1, Map.of());
    var bare = submit("command", json(List.of("/usr/bin/env")));
    bare.end();
    var job = Map.of("command", List.of("/usr/bin/env"), "environment", Map.of("TENANT", "7"));

    var set = submit("command", json(List.of(job)));

    assertThat(((Outcome.Succeeded) bare.outcome()).result())
        .contains("PATH=")
        .doesNotContain("HOME=");
    assertThat(((Outcome.Succeeded) set.outcome()).result()).contains("TENANT=7\\n");
  }

  @Test
  void a_job_cannot_change_what_its_queue_fixes() {
    start(1, Map.of("command", "[\"/bin/echo\"]", "job-environment", "TENANT"));
    var other = submit("any", json(List.of(Map.of("command", List.of("/bin/rm")))));
    other.end();
    var loader = Map.of("environment", Map.of("LD_PRELOAD", "x"));

    var preload = submit("any", json(List.of(loader)));

    assertThat(failureOf(other).message()).contains("its queue says which command");
    assertThat(failureOf(preload).message()).contains("LD_PRELOAD", "TENANT");
    assertThat(preload.starts()).isEmpty();
  }

  @Test
  void a_program_that_is_not_there_or_not_executable_is_said() throws IOException {
    start(1, Map.of("directory", folder.toString()));
    Files.writeString(folder.resolve("plain"), "text");

    var missing = submit("command", json(List.of("no-such-program")));
    missing.end();
    var plain = submit("command", json(List.of("./plain")));

    assertThat(failureOf(missing).message()).contains("no-such-program", "PATH");
    assertThat(failureOf(plain).message()).contains("may not be executed");
  }

  @Test
  void a_queue_whose_command_cannot_run_is_not_started() {
    var missing = Map.of("command", "/no/such/program");
    var nowhere = Map.of("directory", "/no/such/directory");

    assertThatThrownBy(() -> start(1, missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/no/such/program");
    assertThatThrownBy(() -> start(1, nowhere)).hasMessageContaining("/no/such/directory");
  }

  @Test
  void bad_options_are_refused_with_what_is_allowed() {
    assertRefused("exit-codes", "0=fine", "give-up");
    assertRefused("result", "xml", "text, json or log");
    assertRefused("command", "[\"echo\"", "JSON");
    assertRefused("environment", "A=1", "names");
    assertRefused("no-such-option", "1", "it knows");
  }

  private void assertRefused(String option, String value, String allowed) {
    var queue = Queue.named("hosted").executor("command", Map.of(option, value));
    assertThatThrownBy(() -> provider().check(queue))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(allowed);
  }

  @Test
  void a_passed_start_deadline_is_expired_and_not_run() {
    start(1, Map.of());
    var touched = folder.resolve("touched");
    var deadline = time.instant();
    time.advance(Duration.ofMillis(1));

    var probe =
        submit(
            "command",
            json(List.of("/usr/bin/touch", touched.toString())),
            spec -> spec.startBy(deadline));

    assertThat(probe.outcome()).isEqualTo(new Outcome.Expired());
    assertThat(Path.of(touched.toString())).doesNotExist();
  }
}
