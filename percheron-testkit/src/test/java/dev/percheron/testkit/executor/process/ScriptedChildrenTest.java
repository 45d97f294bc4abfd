package dev.percheron.testkit.executor.process;

import static dev.percheron.testkit.executor.process.ScriptedChild.ENDED;
import static dev.percheron.testkit.executor.process.ScriptedChild.HELLO;
import static dev.percheron.testkit.executor.process.ScriptedChild.READY;
import static dev.percheron.testkit.executor.process.ScriptedChild.REFUSED;
import static dev.percheron.testkit.executor.process.ScriptedChild.RUN;
import static dev.percheron.testkit.executor.process.ScriptedChild.STARTED;
import static dev.percheron.testkit.executor.process.ScriptedChild.WITHDRAW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import dev.percheron.exec.process.ProcessProvider;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import dev.percheron.testkit.executor.AttemptProbe;
import dev.percheron.testkit.executor.process.ScriptedChild.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Children that do as they like, and what becomes of the attempts that were on their way. */
class ScriptedChildrenTest extends HostedFixture {
  private static final Map<String, String> ALONE = Map.of("spare", "0", "idle-timeout", "1h");

  private final ScriptedLauncher launcher = new ScriptedLauncher();

  @Override
  JobExecutorProvider provider() {
    return new ProcessProvider(launcher);
  }

  @Override
  HandlerInvoker invoker() {
    return new ChildJvmTest.InChildren();
  }

  private AttemptProbe job(String name) {
    return submit(name, "[]");
  }

  private ScriptedChild child(int number) {
    until("there is child " + number, () -> launcher.children.size() >= number);
    return launcher.children.get(number - 1);
  }

  private void assertSucceeds(String name) {
    until("a slot is free", () -> executor.freeSlots() > 0);
    assertThat(job(name).outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
  }

  // ---- children that never are ready

  /** What a child may do instead of saying that it is ready, and what is shown then. */
  @SuppressWarnings("ImmutableEnumChecker") // a script is a lambda that keeps nothing
  enum Trouble {
    NONSENSE(child -> child.raw("I am no child".getBytes(StandardCharsets.UTF_8)), "a frame has 9"),
    TOO_LARGE(child -> child.raw((byte) 2, (byte) 0, (byte) 0, (byte) 0), "this one says 33554432"),
    NEGATIVE(child -> child.raw((byte) -1, (byte) 0, (byte) 0, (byte) 0), "this one says -"),
    CUT(child -> child.raw((byte) 0, (byte) 0, (byte) 0, (byte) 99, (byte) 1), "a frame was cut"),
    UNKNOWN_KIND(child -> child.say(77, 0, "{}"), "no frame of kind 77"),
    NO_JSON(child -> child.say(HELLO, 0, "{version}"), "the body of a frame"),
    NO_OBJECT(child -> child.say(HELLO, 0, "[1]"), "no JSON object"),
    NO_VERSION(child -> child.say(HELLO, 0, "{}"), "has no number 'version'"),
    OTHER_VERSION(
        child -> child.say(HELLO, 0, "{\"version\":99,\"pid\":1}"),
        "it speaks version 99, this worker speaks 1"),
    WRONG_ORDER(child -> child.say(READY, 0, "{}"), "a frame READY came where HELLO belongs"),
    REFUSES(
        child -> {
          child.say(HELLO, 0, "{\"version\":1,\"pid\":1}");
          child.hear(ScriptedChild.CONFIG);
          child.say(REFUSED, 0, "{\"reason\":\"no licence\"}");
        },
        "it cannot work: no licence"),
    ENDS(child -> child.end(9), "exit code 9");

    private final Script script;
    private final String shown;

    Trouble(Script script, String shown) {
      this.script = script;
      this.shown = shown;
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void what_is_no_child_is_shown_at_the_queue_backed_off_from_and_costs_no_attempt(
      Trouble trouble) {
    launcher.play(trouble.script);
    start(1, ALONE);

    var kept = job("kept");

    assertThat(kept.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(kept.starts()).isEmpty();
    assertThat(executor.health().trouble())
        .startsWith("no child JVM can be started: a child JVM was not ready")
        .contains(trouble.shown);
    assertThat(executor.freeSlots()).isZero();
    assertThat(launcher.children).as("no spin").hasSize(1);
    assertThat(launcher.children).allMatch(ScriptedChild::hasEnded);
  }

  @Test
  void the_pauses_between_failed_starts_double_up_to_a_minute() {
    launcher.play(child -> child.end(1));
    start(1, ALONE);
    var pauses = new ArrayList<Long>();

    for (int failures = 1; failures <= 8; failures++) {
      job("kept").end();
      long waited = 0;
      until("it is in trouble", () -> !executor.health().isGood());
      while (!executor.health().isGood()) {
        time.advance(Duration.ofSeconds(1));
        waited++;
      }
      pauses.add(waited);
      assertThat(launcher.children).hasSize(failures);
    }

    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    launcher.play(child -> {
      child.greet();
      child.obey();
    });
    assertSucceeds("after it is mended");
  }

  @Test
  void a_child_that_never_says_hello_is_given_up_after_its_start_timeout() {
    launcher.play(child -> child.hear(RUN));
    start(1, Map.of("spare", "0", "start-timeout", "7s"));
    var kept = job("kept");
    child(1);

    time.advance(Duration.ofMillis(6_999));
    assertThat(kept.isEnded()).isFalse();
    until("it is given up", kept::isEnded, () -> time.advance(Duration.ofMillis(1)));

    assertThat(kept.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(executor.health().trouble()).contains("not ready");
    assertThat(child(1).hasEnded()).isTrue();
  }

  // ---- children that die under several attempts

  /** So many short jobs that several are handed to a child at once. */
  private void warm() {
    for (int i = 0; i < 60; i++) {
      assertSucceeds("warm");
    }
    until("there is no room before there is work", () -> executor.roomAhead() == 0);
  }

  /** Runs short jobs; takes what is called {@code wanted} and does what {@code then} does. */
  private static Script loyalUntil(String wanted, Script then) {
    return child -> {
      child.greet();
      while (child.number() > 1) {
        var run = child.hear(RUN);
        child.begin(run);
        child.say(ENDED, run.attempt(), "{}");
      }
      while (true) {
        var run = child.hear(RUN);
        child.begin(run);
        if (run.body().contains("\"handler\":\"" + wanted + "\"")) {
          then.play(child);
          return;
        }
        child.say(ENDED, run.attempt(), "{}");
      }
    };
  }

  @Test
  void a_crash_is_charged_to_the_attempt_that_had_begun_and_those_behind_it_run_elsewhere() {
    var crash = new CountDownLatch(1);
    launcher.play(
        loyalUntil(
            "crashes",
            child -> {
              await(crash);
              child.end(139);
            }));
    start(1, ALONE);
    warm();

    var crashes = job("crashes");
    var behind = List.of(ahead("second"), ahead("third"));
    until("it has begun", () -> !crashes.starts().isEmpty());
    assertThat(executor.running()).as("one runs, two wait").isEqualTo(1);
    crash.countDown();

    assertThat(crash(crashes).message()).contains("ended under the job", "exit code 139");
    assertThat(behind).allMatch(one -> one.outcome().equals(Outcome.Succeeded.NOTHING));
    assertThat(behind).allMatch(one -> one.starts().size() == 1);
    assertThat(child(1).begun).doesNotContain("second", "third");
    assertThat(child(2).begun).containsExactly("second", "third");
  }

  @Test
  void what_stands_behind_an_attempt_that_is_killed_runs_elsewhere() {
    launcher.play(loyalUntil("deaf", child -> child.hear(ENDED)));
    start(1, ALONE);
    warm();

    var deaf = job("deaf");
    var cancel = handle;
    var behind = List.of(ahead("second"), ahead("third"));
    until("it has begun", () -> !deaf.starts().isEmpty());
    cancel.cancel("enough");
    until("it is over", deaf::isEnded, () -> time.advance(Duration.ofMillis(100)));

    assertThat(deaf.outcome()).isEqualTo(new Outcome.Cancelled("enough", Rung.KILL));
    assertThat(behind).allMatch(one -> one.outcome().equals(Outcome.Succeeded.NOTHING));
    assertThat(child(2).begun).containsExactly("second", "third");
  }

  @Test
  void what_waits_in_a_child_goes_back_uncounted_when_it_is_cancelled_or_the_executor_closes() {
    launcher.play(loyalUntil("holds", child -> child.hear(WITHDRAW))); // and then it ends
    start(1, ALONE);
    warm();
    var holds = job("holds");
    until("it has begun", () -> !holds.starts().isEmpty());
    var second = ahead("second");
    var third = ahead("third");

    handle.cancel("not the third");
    var _ = executor.close(Shutdown.PATIENT);

    assertThat(third.starts()).isEmpty();
    assertThat(second.starts()).isEmpty();
    assertThat(second.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(third.outcome()).isEqualTo(new Outcome.Cancelled("not the third", Rung.NOT_STARTED));
  }

  @Test
  void an_attempt_that_children_die_of_before_it_begins_is_charged_in_the_end() {
    launcher.play(child -> {
      child.greet();
      var run = child.hear(RUN);
      if (!run.body().contains("poison")) {
        child.begin(run);
        child.say(ENDED, run.attempt(), "{}");
        child.obey();
      }
    });
    start(1, ALONE);

    var poison = job("poison");

    assertThat(crash(poison).message()).startsWith("3 child JVMs ended before it began");
    assertThat(launcher.children).hasSize(3);
    assertSucceeds("next");
  }

  @Test
  void a_child_that_breaks_the_rules_at_work_is_ended_and_the_attempt_says_why() {
    launcher.play(child -> {
      child.greet();
      var run = child.hear(RUN);
      child.begin(run);
      if (child.number() == 1) {
        child.say(STARTED, run.attempt(), "{}");
      }
      child.say(ENDED, run.attempt(), "{}");
      child.obey();
    });
    start(1, ALONE);

    var liar = job("liar");

    assertThat(crash(liar).type()).isEqualTo("percheron.Protocol");
    assertThat(crash(liar).message()).contains("a job starts once");
    until("it is ended", () -> child(1).hasEnded());
    assertSucceeds("next");
  }

  private static Failure crash(AttemptProbe probe) {
    assertThat(probe.outcome()).isInstanceOf(Outcome.Crashed.class);
    return ((Outcome.Crashed) probe.outcome()).failure();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- spares, and children that have done enough

  @Test
  void a_spare_takes_the_place_of_a_child_that_dies() {
    launcher.play(loyalUntil("holds", child -> child.hear(ENDED)));
    start(1, Map.of("spare", "1", "idle-timeout", "1h"));
    var holds = job("holds");
    until("it has begun", () -> !holds.starts().isEmpty());
    child(2); // the spare
    assertThat(executor.freeSlots()).as("a spare is no slot").isZero();

    child(1).end(137);
    holds.end();
    var next = job("next");

    assertThat(next.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
    until("it ran on the spare", () -> child(2).begun.contains("next"));
    child(3); // the spare has a spare
  }

  @Test
  void a_child_is_replaced_after_its_number_of_attempts() {
    start(1, Map.of("spare", "0", "idle-timeout", "1h", "recycle-after", "3"));

    for (int i = 1; i <= 7; i++) {
      assertSucceeds("job" + i);
    }

    assertThat(child(1).begun).containsExactly("job1", "job2", "job3");
    assertThat(child(2).begun).containsExactly("job4", "job5", "job6");
    assertThat(child(3).begun).containsExactly("job7");
    until("it has ended", () -> child(1).hasEnded());
    assertThat(child(3).hasEnded()).isFalse();
  }

  @Test
  void a_child_that_is_idle_for_too_long_ends_unless_it_is_to_be_kept() {
    start(2, Map.of("spare", "0", "idle-timeout", "10s", "min-children", "1"));
    var first = job("first");
    var second = job("second");
    first.end();
    second.end();
    until("there are two, or one did both", () -> executor.freeSlots() == 2);
    int started = launcher.children.size();

    until("one is left", () -> living() == 1, () -> time.advance(Duration.ofSeconds(1)));
    time.advance(Duration.ofMinutes(10));

    assertThat(living()).isEqualTo(1);
    assertThat(launcher.children).hasSize(started);
    assertSucceeds("next");
  }

  private long living() {
    return launcher.children.stream().filter(child -> !child.hasEnded()).count();
  }

  @Test
  void a_child_that_is_too_old_ends_after_its_attempt() {
    start(1, Map.of("spare", "0", "idle-timeout", "1d", "recycle-age", "1m"));
    assertSucceeds("young");

    time.advance(Duration.ofSeconds(59));
    assertSucceeds("still young");
    until("it has ended", () -> child(1).hasEnded(), () -> time.advance(Duration.ofSeconds(5)));
    assertSucceeds("next");

    assertThat(child(1).begun).containsExactly("young", "still young");
    assertThat(child(2).begun).containsExactly("next");
  }
}
