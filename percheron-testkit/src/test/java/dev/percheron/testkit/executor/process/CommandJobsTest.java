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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Programs as jobs. The scripts stand in for programs; the executor itself asks no shell. */
class CommandJobsTest extends HostedFixture {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Override
  JobExecutorProvider provider() {
    return new CommandProvider();
  }

  /** On a queue whose jobs bring their own commands. */
  private void startOpen(int concurrency, Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("allow", "any");
    start(concurrency, all);
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
    startOpen(2, Map.of());

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
    startOpen(2, Map.of("result", "json"));

    var good = script("echo '{\"pages\": [1, 2]}'");
    good.end();
    var bad = script("echo 'pages: 2'");

    assertThat(good.outcome()).isEqualTo(new Outcome.Succeeded("{\"pages\":[1,2]}"));
    assertThat(failureOf(bad).message()).contains("JSON");
  }

  @Test
  void it_reads_the_arguments_or_the_input_as_json() {
    startOpen(2, Map.of());

    var arguments = submit("command", json(List.of("/bin/cat")));
    arguments.end();
    var input =
        submit("command", json(List.of(Map.of("command", List.of("cat"), "input", List.of(1)))));

    assertThat(arguments.outcome()).isEqualTo(new Outcome.Succeeded(json("[\"/bin/cat\"]")));
    assertThat(input.outcome()).isEqualTo(new Outcome.Succeeded("\"[1]\""));
  }

  @Test
  void its_error_output_is_its_log() {
    startOpen(2, Map.of());

    var probe = script("echo one >&2; echo two >&2; printf three >&2");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("\"\""));
    assertThat(probe.log()).containsExactly("one", "two", "three");
  }

  @Test
  void exit_codes_mean_what_the_queue_says() {
    startOpen(2, Map.of("exit-codes", "0=success, 3=success, 64-78=give-up"));

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
    startOpen(2, Map.of());

    var probe = script("kill -SEGV $$");

    assertThat(probe.outcome()).isInstanceOf(Outcome.Crashed.class);
    assertThat(failureOf(probe).message()).contains("SIGSEGV");
  }

  @Test
  void it_is_killed_with_all_it_has_started_when_its_time_is_up() {
    startOpen(1, Map.of("kill-grace", "1s"));
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
    startOpen(1, Map.of());
    var ready = folder.resolve("ready");
    var probe = script("trap 'exit 0' TERM; echo 1 > " + ready + "; while :; do sleep 0.05; done");
    assertThat(numberIn(ready)).isEqualTo(1);

    handle.cancel("not wanted");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Cancelled("not wanted", Rung.INTERRUPT));
  }

  @Test
  void what_it_leaves_behind_is_killed_when_it_ends() {
    startOpen(1, Map.of());
    var left = folder.resolve("left");

    var probe = script("sleep 600 & echo $! > " + left);

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("\"\""));
    until("what it left is gone", () -> !isAlive(numberIn(left)));
  }

  @Test
  void a_result_that_is_too_long_is_a_failure_and_does_not_fill_the_worker() {
    startOpen(1, Map.of("output-limit", "1000"));

    var probe = script("head -c 50000000 /dev/zero");

    assertThat(failureOf(probe).message()).contains("1000 bytes", "output-limit");
  }

  @Test
  void it_sees_nothing_of_the_environment_but_what_is_named() {
    startOpen(1, Map.of());
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
  void a_queue_that_does_not_say_what_may_run_is_refused_with_what_to_set() {
    var silent = Queue.named("hosted").executor("command");
    var both = Map.of("command", "/bin/echo", "allow", "any");

    assertThatThrownBy(() -> provider().check(silent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'command'", "'allow'", "'any'");
    assertThatThrownBy(() -> start(1, Map.of())).hasMessageContaining("what its jobs may run");
    assertThatThrownBy(() -> start(1, both)).hasMessageContaining("contradict");
    assertThatThrownBy(() -> start(1, Map.of("allow", "echo,any"))).hasMessageContaining("./any");
    assertThatThrownBy(() -> start(1, Map.of("allow", "echo,,env")))
        .hasMessageContaining("1 to 200");
  }

  @Test
  void a_queue_that_names_programs_runs_these_and_no_others() {
    start(1, Map.of("allow", "echo, /usr/bin/env"));
    var named = submit("command", json(List.of("echo", "yes")));
    named.end();
    var asObject = submit("command", json(List.of(Map.of("command", List.of("/usr/bin/env")))));
    asObject.end();
    var shell = submit("command", json(List.of("/bin/sh", "-c", "id")));
    shell.end();
    var detour = submit("command", json(List.of("/usr/bin/../bin/env")));
    detour.end();
    var preload =
        Map.of("command", List.of("echo"), "environment", Map.of("LD_PRELOAD", "/tmp/x.so"));

    var withPreload = submit("command", json(List.of(preload)));

    assertThat(named.outcome()).isEqualTo(new Outcome.Succeeded("\"yes\\n\""));
    assertThat(asObject.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(failureOf(shell).message()).contains("'/bin/sh'", "/usr/bin/env, echo", "'allow'");
    assertThat(shell.starts()).isEmpty();
    assertThat(failureOf(detour).message()).contains("does not allow");
    assertThat(failureOf(withPreload).message()).contains("LD_PRELOAD");
  }

  @Test
  void a_job_cannot_say_where_a_program_of_its_queue_is_looked_for() throws IOException {
    var own = Files.writeString(folder.resolve("echo"), "#!/bin/sh\ntouch forged\n");
    assertThat(own.toFile().setExecutable(true)).isTrue();
    start(1, Map.of("allow", "echo", "job-environment", "PATH", "directory", folder.toString()));
    var job =
        Map.of(
            "command", List.of("echo", "real"), "environment", Map.of("PATH", folder.toString()));

    var probe = submit("command", json(List.of(job)));

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("\"real\\n\""));
    assertThat(folder.resolve("forged")).doesNotExist();
  }

  @Test
  void a_program_knows_its_attempt_by_its_environment() {
    start(1, Map.of("command", json(List.of("/bin/sh", "-c", "env | grep ^PERCHERON_ | sort"))));

    var probe = submit("print.page", "[]", limited(LIMIT));

    var deadline = time.instant().plus(LIMIT);
    assertThat(probe.outcome())
        .isEqualTo(
            new Outcome.Succeeded(
                json(
                    """
                    PERCHERON_ATTEMPT=1
                    PERCHERON_DEADLINE=%s
                    PERCHERON_HANDLER=print.page
                    PERCHERON_JOB=1
                    PERCHERON_QUEUE=hosted
                    """
                        .formatted(deadline))));
  }

  @Test
  void arguments_that_are_too_long_for_the_system_fail_their_job_only() {
    start(1, Map.of("command", "/bin/echo"));
    var word = "x".repeat(100_000);

    var probe = submit("any", json(Collections.nCopies(40, word)));

    assertThat(failureOf(probe).message()).contains("41 words", "input");
    assertThat(probe.starts()).isEmpty();
    assertThat(executor.health().isGood()).isTrue();
    assertThat(submit("any", "[1]").outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void a_fixed_program_that_goes_missing_keeps_the_jobs_and_is_tried_again_after_a_pause()
      throws IOException {
    var program = Files.writeString(folder.resolve("program"), "#!/bin/sh\necho here\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    start(1, Map.of("command", program.toString()));
    Files.move(program, folder.resolve("away"));

    var probe = submit("any", "[]");

    assertThat(probe.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(probe.starts()).isEmpty();
    assertThat(executor.health().trouble()).contains(program.toString());
    assertThat(executor.freeSlots()).isZero();
    Files.move(folder.resolve("away"), program);
    time.advance(Duration.ofSeconds(1));
    assertThat(executor.health().isGood()).isTrue();
    assertThat(notices.changes()).isEqualTo(2);
    assertThat(submit("any", "[]").outcome()).isEqualTo(new Outcome.Succeeded("\"here\\n\""));
  }

  @Test
  void the_pause_doubles_while_a_fixed_program_stays_away() throws IOException {
    var program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    start(1, Map.of("command", program.toString()));
    Files.delete(program);

    for (var pause : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
      submit("any", "[]").end();
      time.advance(Duration.ofSeconds(pause).minusMillis(1));
      assertThat(executor.health().isGood()).as("before %d s", pause).isFalse();
      time.advance(Duration.ofMillis(1));
      assertThat(executor.health().isGood()).as("after %d s", pause).isTrue();
    }
  }

  @Test
  void a_program_that_is_stopped_shows_what_ran_and_what_it_printed_last() {
    startOpen(1, Map.of("kill-grace", "1s"));
    var ready = folder.resolve("ready");
    var script = "trap '' TERM; echo so far; echo 1 > %s; while :; do :; done".formatted(ready);

    var probe = submit("command", json(List.of("/bin/sh", "-c", script)), limited(LIMIT));
    numberIn(ready);
    time.advance(LIMIT);
    until("it is over", probe::isEnded, () -> time.advance(Duration.ofSeconds(1)));

    var stack = ((Outcome.TimedOut) probe.outcome()).failure().stack();
    assertThat(stack)
        .contains("when it was asked to stop", "before the kill", "processor time", "trap")
        .contains("so far");
  }

  @Test
  void a_program_that_is_not_there_or_not_executable_is_said() throws IOException {
    startOpen(1, Map.of("directory", folder.toString()));
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
    assertThatThrownBy(() -> startOpen(1, nowhere)).hasMessageContaining("/no/such/directory");
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
    Map<String, String> options = new TreeMap<>(Map.of("allow", "any"));
    options.put(option, value);
    var queue = Queue.named("hosted").executor("command", options);
    assertThatThrownBy(() -> provider().check(queue))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(allowed);
  }

  @Test
  void a_passed_start_deadline_is_expired_and_not_run() {
    startOpen(1, Map.of());
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
