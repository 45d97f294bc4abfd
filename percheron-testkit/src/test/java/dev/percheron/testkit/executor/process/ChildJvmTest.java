package dev.percheron.testkit.executor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.Attempt;
import dev.percheron.api.Failure;
import dev.percheron.api.JobContext;
import dev.percheron.api.Limits;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.api.Rung;
import dev.percheron.exec.process.ProcessProvider;
import dev.percheron.json.PlainJson;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.HandlerSource.Elsewhere;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.testkit.executor.AttemptProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hostile jobs in real child JVMs: each hurts its own attempt and nobody else. */
class ChildJvmTest extends HostedFixture {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Map<String, String> OPTIONS =
      Map.of("heap", "64m", "start-timeout", "1h", "spare", "0");

  @Override
  JobExecutorProvider provider() {
    return new ProcessProvider();
  }

  @Override
  HandlerInvoker invoker() {
    return new InChildren();
  }

  /** Handlers that are not in this JVM at all. */
  static final class InChildren implements HandlerInvoker {
    @Override
    public @Nullable Object invoke(Attempt attempt, JobContext context) {
      throw new AssertionError("called in the worker");
    }

    @Override
    public String write(Attempt attempt, @Nullable Object result) {
      throw new AssertionError("written in the worker");
    }

    @Override
    public Optional<Elsewhere> elsewhere() {
      return Optional.of(
          new Elsewhere("dev.percheron.ChildHandlers", List.of(HostileJobs.class.getName())));
    }
  }

  private AttemptProbe job(String handler, Object... arguments) {
    return submit(handler, PlainJson.write(List.of(arguments)));
  }

  private static Failure crashOf(AttemptProbe probe) {
    assertThat(probe.outcome()).isInstanceOf(Outcome.Crashed.class);
    return ((Outcome.Crashed) probe.outcome()).failure();
  }

  private void assertWorks() {
    until("a slot is free", () -> executor.freeSlots() > 0);
    assertThat(job("good", "you").outcome()).isEqualTo(new Outcome.Succeeded("\"hello you\""));
  }

  @Test
  void a_job_has_the_same_context_as_everywhere() {
    start(1, OPTIONS);

    var probe = job("good", "you");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Succeeded("\"hello you\""));
    assertThat(probe.starts()).containsExactly(time.instant());
    assertThat(probe.log()).containsExactly("hello from job 1");
    assertThat(probe.progress()).containsExactly(new Progress(1, 2, ""));
    assertThat(probe.end().metadata()).containsEntry("greeted", "you");
  }

  @Test
  void failures_come_as_data() {
    start(1, OPTIONS);

    var failure = job("failing").failure();

    assertThat(failure.type()).isEqualTo("java.io.IOException");
    assertThat(failure.stack()).contains("HostileJobs");
    assertThat(failure.causes())
        .containsExactly(new Failure.Cause("java.lang.IllegalStateException", "underneath"));
    assertThat(job("nobody.knows").failure().message()).contains("nobody.knows");
    assertWorks();
  }

  @Test
  void what_a_job_prints_is_in_its_own_log() {
    start(1, OPTIONS);

    for (int i = 0; i < 20; i++) {
      var prints = job("prints");
      assertThat(prints.outcome()).isEqualTo(Outcome.Succeeded.NOTHING);
      assertThat(prints.log()).containsExactlyInAnyOrder("printed out", "printed err");
      assertWorks();
    }
  }

  @Test
  void no_child_and_grandchild_outlives_a_worker_that_is_killed() throws IOException {
    var left = folder.resolve("left");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var worker =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                DoomedWorker.class.getName(),
                left.toString())
            .inheritIO()
            .start();
    long grandchild = numberIn(left);
    long child = numberIn(Path.of(left + ".spinning"));

    worker.destroyForcibly();

    until("the child is gone", () -> !isAlive(child));
    until("the grandchild is gone", () -> !isAlive(grandchild));
  }

  @Test
  void a_job_that_exits_fails_itself_only_and_its_story_is_kept() {
    start(1, OPTIONS);

    var exits = job("exits", 0);
    exits.end();
    var halts = job("halts", 7);

    assertThat(crashOf(exits).message()).contains("exit code 0", "the job ended its JVM");
    assertThat(crashOf(exits).stack()).contains("about to exit");
    assertThat(exits.end().metadata()).containsEntry("reached", "the exit");
    assertThat(crashOf(halts).message()).contains("exit code 7");
    assertWorks();
  }

  @Test
  void a_job_that_eats_the_heap_fails_itself_only() {
    start(1, OPTIONS);

    var probe = job("eats.heap");

    assertThat(crashOf(probe).message()).contains("exit code 3", "heap");
    assertWorks();
  }

  @Test
  void a_native_crash_fails_its_job_only() {
    start(1, OPTIONS);

    var probe = job("crashes");

    assertThat(crashOf(probe).message()).contains("SIGSEGV", "native");
    assertThat(crashOf(probe).stack()).contains("SIGSEGV");
    assertWorks();
  }

  @Test
  void a_job_that_ignores_everything_is_killed_at_its_limit_and_shows_where_it_was() {
    start(1, OPTIONS);
    var ready = folder.resolve("ready");

    var probe = submit("spins", PlainJson.write(List.of(ready.toString())), limited(LIMIT));
    long pid = numberIn(ready);
    time.advance(LIMIT);
    until("it is over", probe::isEnded, () -> time.advance(Duration.ofMillis(100)));

    var timedOut = (Outcome.TimedOut) probe.outcome();
    assertThat(timedOut.rung()).isEqualTo(Rung.KILL);
    assertThat(timedOut.failure().stack()).contains("HostileJobs.spins");
    until("its JVM is gone", () -> !isAlive(pid));
    assertWorks();
  }

  @Test
  void a_job_that_takes_more_memory_than_it_may_is_killed_wherever_it_takes_it_from() {
    start(1, OPTIONS);
    var ready = folder.resolve("ready");

    var probe =
        submit(
            "eats.memory",
            PlainJson.write(List.of(ready.toString())),
            spec -> spec.options(spec.options().limits(Limits.NONE.memory(200L << 20))));
    long pid = numberIn(ready);
    until("it is over", probe::isEnded, () -> time.advance(Duration.ofMillis(20)));

    assertThat(crashOf(probe).type()).isEqualTo("percheron.MemoryLimit");
    assertThat(crashOf(probe).message()).contains("its memory limit is 200 MiB");
    until("its JVM is gone", () -> !isAlive(pid));
    assertWorks();
  }

  @Test
  void a_job_that_uses_more_processor_time_than_it_may_is_killed() {
    start(1, OPTIONS);
    var ready = folder.resolve("ready");

    var probe =
        submit(
            "spins",
            PlainJson.write(List.of(ready.toString())),
            spec -> spec.options(spec.options().limits(Limits.NONE.cpu(Duration.ofMillis(300)))));
    long pid = numberIn(ready);
    until("it is over", probe::isEnded, () -> time.advance(Duration.ofMillis(20)));

    assertThat(crashOf(probe).type()).isEqualTo("percheron.CpuLimit");
    assertThat(crashOf(probe).message()).contains("its limit is 300ms");
    until("its JVM is gone", () -> !isAlive(pid));
    assertWorks();
  }

  @Test
  void a_job_that_heeds_the_interrupt_keeps_its_child() {
    start(1, OPTIONS);
    var ready = folder.resolve("ready");
    var probe = job("waits", ready.toString());
    long pid = numberIn(ready);

    handle.cancel("not wanted");

    assertThat(probe.outcome()).isEqualTo(new Outcome.Cancelled("not wanted", Rung.INTERRUPT));
    assertThat(isAlive(pid)).isTrue();
    assertWorks();
  }

  @Test
  void what_a_killed_job_has_started_is_killed_with_it() {
    start(1, OPTIONS);
    var left = folder.resolve("left");
    var probe = job("leaves.process", left.toString());
    long pid = numberIn(left);

    handle.cancel("not wanted");
    until("it is over", probe::isEnded, () -> time.advance(Duration.ofMillis(100)));

    assertThat(probe.outcome()).isEqualTo(new Outcome.Cancelled("not wanted", Rung.KILL));
    until("what it started is gone", () -> !isAlive(pid));
  }

  @Test
  void a_dying_neighbour_disturbs_nobody() {
    start(2, OPTIONS);
    var ready = folder.resolve("ready");
    var neighbour = job("waits", ready.toString());
    var cancel = handle;
    numberIn(ready);

    job("halts", 1).end();

    assertThat(neighbour.isEnded()).isFalse();
    assertThat(executor.running()).isEqualTo(1);
    cancel.cancel("enough");
    assertThat(neighbour.outcome()).isInstanceOf(Outcome.Cancelled.class);
  }

  @Test
  void a_child_is_replaced_after_its_number_of_jobs() {
    start(1, Map.of("heap", "64m", "recycle-after", "1", "start-timeout", "1h"));
    var first = folder.resolve("first");
    var second = folder.resolve("second");

    for (var ready : List.of(first, second)) {
      var probe = job("waits", ready.toString());
      numberIn(ready);
      handle.cancel("enough");
      probe.end();
    }

    assertThat(numberIn(first)).isNotEqualTo(numberIn(second));
    until("the first is gone", () -> !isAlive(numberIn(first)));
  }

  @Test
  void children_end_when_their_executor_is_closed() {
    start(1, OPTIONS);
    var ready = folder.resolve("ready");
    var probe = job("waits", ready.toString());
    long pid = numberIn(ready);
    handle.cancel("enough");
    probe.end();

    var _ = executor.close(dev.percheron.spi.Shutdown.PATIENT);

    until("the child is gone", () -> !isAlive(pid));
  }

  @Test
  void a_jvm_that_does_not_start_gives_the_job_back_and_says_why() {
    start(1, Map.of("jvm-flags", "[\"-XX:NoSuchFlag\"]", "start-timeout", "1h"));

    var probe = job("good", "you");

    assertThat(probe.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(probe.starts()).isEmpty();
    assertThat(executor.health().trouble()).contains("NoSuchFlag");
    assertThat(executor.freeSlots()).isZero();
    time.advance(Duration.ofSeconds(1));
    assertThat(executor.health().isGood()).as("it tries again after a pause").isTrue();
    assertThat(notices.changes()).isEqualTo(2);
  }

  @Test
  void a_child_that_says_nothing_is_given_up_in_time() {
    start(1, Map.of("jvm-flags", "[\"-version\"]", "start-timeout", "10s"));

    var probe = job("good", "you");

    assertThat(probe.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(executor.health().trouble()).contains("not ready");
  }

  @Test
  void bad_options_are_refused() {
    assertThatThrownBy(() -> start(1, Map.of("heap", "lots"))).hasMessageContaining("256m");
    assertThatThrownBy(() -> start(1, Map.of("class-path", "/no/such.jar")))
        .hasMessageContaining("/no/such.jar");
  }
}
