package dev.percheron.testkit.executor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.JobSpec;
import dev.percheron.api.Limits;
import dev.percheron.api.Outcome;
import dev.percheron.exec.process.ProcessProvider;
import dev.percheron.json.PlainJson;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import dev.percheron.testkit.executor.AttemptProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a child JVM has of its own, from its start to its end. */
class ChildLifeTest extends HostedFixture {
  private static final Map<String, String> OPTIONS =
      Map.of("heap", "64m", "start-timeout", "1h", "spare", "0");

  @Override
  JobExecutorProvider provider() {
    return new ProcessProvider();
  }

  @Override
  HandlerInvoker invoker() {
    return new ChildJvmTest.InChildren();
  }

  private AttemptProbe job(String handler, Object... arguments) {
    return submit(handler, PlainJson.write(List.of(arguments)));
  }

  private static Map<String, String> with(String... more) {
    var options = new TreeMap<>(OPTIONS);
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  private String result(AttemptProbe probe) {
    assertThat(probe.outcome()).isInstanceOf(Outcome.Succeeded.class);
    return String.valueOf(PlainJson.read(((Outcome.Succeeded) probe.outcome()).result()));
  }

  // ---- its folder

  @Test
  void a_child_works_in_a_private_folder_that_goes_with_it() throws IOException {
    start(1, OPTIONS);

    var where = Path.of(result(job("where")));

    assertThat(where).isDirectory();
    assertThat(Files.getPosixFilePermissions(where.getParent().getParent()))
        .as("of the folder of all children of this user")
        .hasSize(3);
    var _ = executor.close(Shutdown.PATIENT);
    until("it is gone", () -> Files.notExists(where));
  }

  @Test
  void a_child_that_crashes_leaves_no_folder_either() {
    start(1, OPTIONS);
    var where = Path.of(result(job("where")));

    job("crashes").end();

    until("it is gone", () -> Files.notExists(where));
  }

  @Test
  void what_a_worker_that_is_no_more_has_left_is_swept_and_nothing_else() throws IOException {
    start(1, OPTIONS);
    var ofUser = Path.of(result(job("where"))).getParent().getParent();
    var _ = executor.close(Shutdown.PATIENT);
    var keep = Files.writeString(folder.resolve("keep"), "mine");
    var left = ofUser.resolve("999999999-1");
    Files.createDirectories(left.resolve("1/tmp"));
    Files.createSymbolicLink(left.resolve("1/link"), folder);
    var other = ofUser.resolve("999999999-of-somebody-else");
    Files.createDirectories(other);
    var living = Files.createDirectories(ofUser.resolve(ownName()).resolve("of-the-living"));

    start(1, OPTIONS);

    assertThat(left).doesNotExist();
    assertThat(keep).exists();
    assertThat(living).exists();
    assertThat(other).exists();
    Files.delete(other);
    Files.delete(living);
  }

  private static String ownName() {
    var since = ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
    return ProcessHandle.current().pid() + "-" + since.toEpochMilli();
  }

  @Test
  void a_link_among_the_folders_is_not_followed() throws IOException {
    start(1, OPTIONS);
    var ofUser = Path.of(result(job("where"))).getParent().getParent();
    var _ = executor.close(Shutdown.PATIENT);
    var keep = Files.writeString(folder.resolve("keep"), "mine");
    var link = Files.createSymbolicLink(ofUser.resolve("999999998-1"), folder);

    start(1, OPTIONS);

    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(keep).exists();
  }

  // ---- its initialiser

  @Test
  void an_initialiser_runs_once_in_each_child_before_its_handlers_are_made() {
    start(1, with("initialiser", Initialisers.Counting.class.getName(), "recycle-after", "2"));

    assertThat(result(job("initialised"))).isEqualTo("1");
    assertThat(result(job("initialised"))).isEqualTo("1");
    assertThat(result(job("initialised"))).as("in the next child").isEqualTo("1");
  }

  @Test
  void an_initialiser_that_throws_is_shown_and_backed_off_from_and_its_jobs_are_kept() {
    start(1, with("initialiser", Initialisers.Throwing.class.getName()));

    var kept = job("good", "you");

    assertThat(kept.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(executor.health().trouble())
        .contains("it cannot work", "IllegalStateException", "no licence");
    assertThat(executor.freeSlots()).isZero();
    time.advance(Duration.ofSeconds(1));
    assertThat(executor.health().isGood()).as("it tries again after a pause").isTrue();
  }

  @Test
  void what_is_no_initialiser_is_named() {
    start(1, with("initialiser", "no.such.Initialiser"));
    job("good", "you").end();
    assertThat(executor.health().trouble()).contains("no.such.Initialiser");
    var _ = executor.close(Shutdown.NOW);

    start(1, with("initialiser", "java.lang.String"));
    job("good", "you").end();

    assertThat(executor.health().trouble()).contains("String", "Runnable");
    assertThatThrownBy(() -> provider().create().start(context(with("initialiser", "a b"))))
        .hasMessageContaining("'initialiser' takes the name of a class");
  }

  // ---- where it is, and what it may use

  @Test
  void the_stacks_of_a_child_are_shown_while_its_job_runs_and_are_not_kept() {
    start(1, OPTIONS);
    var ready = folder.resolve("ready");
    var probe = job("spins", ready.toString());
    numberIn(ready);

    var stacks = handle.stack();

    assertThat(stacks).contains("the job: ", "HostileJobs.spins", "percheron-child-");
    handle.cancel("enough");
    until("it is over", probe::isEnded, () -> time.advance(Duration.ofMillis(100)));
    assertThat(handle.stack()).as("after the end").isEmpty();
  }

  @Test
  void a_job_that_fills_a_heap_as_large_as_its_memory_limit_broke_its_limit() {
    start(1, OPTIONS);

    var probe = submit("eats.heap", "[]", memory(32L << 20));

    assertThat(probe.outcome()).isInstanceOf(Outcome.Crashed.class);
    var failure = ((Outcome.Crashed) probe.outcome()).failure();
    assertThat(failure.type()).isEqualTo("percheron.MemoryLimit");
    assertThat(failure.message()).contains("its memory limit is 32 MiB");
    assertThat(Integer.parseInt(result(submit("heap", "[]", memory(32L << 20)))))
        .as("MiB of heap with that limit")
        .isBetween(28, 32);
    assertThat(Integer.parseInt(result(job("heap")))).as("without").isBetween(56, 64);
  }

  private static UnaryOperator<JobSpec> memory(long bytes) {
    return spec -> spec.options(spec.options().limits(Limits.NONE.memory(bytes)));
  }

  // ---- what cannot be

  @Test
  void what_no_child_can_have_is_refused_with_what_it_takes() {
    assertRefused(with("colour", "blue"), "'colour'", "heap");
    assertRefused(with("heap", "1m"), "'heap' takes 16m or more");
    assertRefused(with("heap", "-5m"), "'heap' takes a size such as");
    assertRefused(with("heap", "900000g"), "'heap'");
    assertRefused(with("heap", "200000g"), "this machine has", "'heap'");
    assertRefused(with("class-path", "/no/such.jar"), "'/no/such.jar', which does not exist");
    assertRefused(with("directory", "/no/such/folder"), "/no/such/folder");
    assertRefused(with("jvm-flags", "-Xss2m"), "'jvm-flags' takes a JSON array");
    assertRefused(with("window", "0"), "'window'");
    assertRefused(with("start-timeout", "soon"), "'start-timeout'");
    assertRefused(with("environment", "A=1"), "'environment'");
  }

  private void assertRefused(Map<String, String> options, String... shown) {
    assertThatThrownBy(() -> provider().create().start(context(options)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(shown);
  }

  @Test
  void a_class_path_without_what_a_child_needs_is_shown_at_the_queue() {
    start(1, with("class-path", folder.toString()));

    var kept = job("good", "you");

    assertThat(kept.outcome()).isInstanceOf(Outcome.NotStarted.class);
    assertThat(executor.health().trouble()).contains("ClassNotFoundException", "exit code 1");
  }
}
