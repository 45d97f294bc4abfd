package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole road: commands that are typed, a SQLite file, a worker in a process of its own with a
 * jar, and jobs in processes of theirs.
 */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no /bin/sh")
class HostedRoadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SHOP =
      """
      package shop;

      import dev.percheron.api.Handler;
      import dev.percheron.api.JobContext;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.concurrent.locks.LockSupport;

      public class Shop {
        private final String greeting = "Sold: ";

        @Handler("shop.sell")
        public String sell(JobContext context, String what) {
          context.progress(1, 2);
          context.log("selling");
          System.out.println("printed");
          return greeting + what;
        }

        @Handler("shop.where")
        public static long where() {
          return ProcessHandle.current().pid();
        }

        @Handler("shop.deaf")
        public static void deaf(String started) throws Exception {
          var next = Path.of(started + ".next");
          Files.writeString(next, ProcessHandle.current().pid() + "\\n");
          Files.move(next, Path.of(started));
          while (true) {
            LockSupport.parkNanos(10_000_000);
            Thread.interrupted();
          }
        }

        @Handler("shop.poison")
        public static void poison() {
          System.out.println("last words");
          Runtime.getRuntime().halt(9);
        }
      }
      """;

  @TempDir private static Path shop;
  private static Path jar;
  @TempDir private Path folder;
  private Session session;
  private Process worker;

  @BeforeAll
  static void compile() throws IOException {
    jar = BuiltJar.of(shop, SHOP);
  }

  @BeforeEach
  void start() throws IOException {
    session = new Session(folder);
    session.run("db", "migrate");
    declare("tools", "command", "allow=/bin/sh,/bin/cat");
    declare("echo", "command", "command=[\"/bin/echo\",\"-n\"]");
    declare("children", "process", "interrupt-grace=200ms");
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            BuiltJar.classPath(),
            Main.class.getName(),
            "worker",
            "--jar",
            jar.toString(),
            "--lease",
            "1s",
            "--db",
            session.url());
    worker =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    until("the worker works", () -> text("err.txt").contains("Ctrl-C ends it"));
  }

  @AfterEach
  void kill() {
    worker.destroyForcibly();
  }

  private void declare(String name, String executor, String option) {
    var done =
        session.run(
            "queues",
            "declare",
            name,
            "--executor",
            executor,
            "--option",
            option,
            "--concurrency",
            "2");
    assertThat(done.exitCode()).as(done.err()).isZero();
  }

  private String text(String file) {
    try {
      var path = folder.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      return ""; // gone between the two
    }
  }

  /** Looks again and again; between two looks it waits for a worker that ends. */
  private void until(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time: %s; %s", what, text("err.txt")).isLessThan(end);
      awaitTick();
    }
  }

  private void awaitTick() {
    try {
      var _ = worker.waitFor(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode shown(int job) {
    return session.run("jobs", "show", Integer.toString(job), "--json").json();
  }

  private String state(int job) {
    return shown(job).get("state").asString();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private long pidIn(String file) {
    until(file, () -> text(file).endsWith("\n"));
    return Long.parseLong(text(file).strip());
  }

  // ---- command

  @Test
  void a_program_runs_with_its_words_and_variables_and_its_output_is_the_result() {
    var script = "cat; echo \"$PERCHERON_HANDLER $PERCHERON_QUEUE\"; echo noted >&2";

    var done =
        session.run(
            "push",
            "--command",
            "--on",
            "tools",
            "--wait",
            "60s",
            "--stdin-json",
            "{\"a\":1}",
            "--",
            "/bin/sh",
            "-c",
            script);
    var fixed =
        session.run("push", "--command", "--on", "echo", "--wait", "60s", "--", "a b", "$HOME");

    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.lines()).containsExactly("1", "\"{\\\"a\\\":1}sh tools\\n\"");
    assertThat(shown(1).get("log").toString()).contains("noted");
    assertThat(fixed.lines()).containsExactly("2", "\"a b $HOME\"");
  }

  @Test
  void a_program_that_fails_tells_its_exit_code_and_last_words() {
    var done =
        session.run(
            "push",
            "--command",
            "--on",
            "tools",
            "--retry",
            "2",
            "--retry-delay",
            "10ms",
            "--wait",
            "60s",
            "--",
            "/bin/sh",
            "-c",
            "echo the reason >&2; exit 7");

    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.err()).contains("exit code 7", "jobs show 1");
    assertThat(shown(1).get("attempts").size()).isEqualTo(2);
    assertThat(shown(1).get("failure").toString()).contains("the reason");
  }

  @Test
  void a_program_is_cancelled_from_another_process_with_all_it_has_started() {
    var script = "sleep 600 & echo $! > %s/left; wait".formatted(folder);
    session.run("push", "--command", "--on", "tools", "--", "/bin/sh", "-c", script);
    long left = pidIn("left");

    session.run("jobs", "cancel", "1");

    until("it is cancelled", () -> state(1).equals("cancelled"));
    until("nothing is left", () -> !isAlive(left));
  }

  @Test
  void a_program_that_was_taken_away_parks_its_queue_and_the_jobs_stay() throws IOException {
    var program = Files.writeString(folder.resolve("tool"), "#!/bin/sh\necho worked\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    declare("own", "command", "command=" + program);
    until("it is served", () -> workers().contains("own"));
    Files.move(program, folder.resolve("away"));
    session.run("push", "--command", "--on", "own");
    until("the reason is shown", () -> workers().contains("there is no program"));
    assertThat(state(1)).isEqualTo("ready");

    Files.move(folder.resolve("away"), program);

    until("it has run", () -> state(1).equals("succeeded"));
    assertThat(shown(1).get("attempts").size()).isEqualTo(1);
  }

  private String workers() {
    return session.run("workers", "list", "--json").out();
  }

  // ---- process

  @Test
  void a_handler_of_a_jar_runs_in_a_child_with_result_progress_and_log() {
    var sold = session.run("push", "shop.sell", "apples", "--on", "children", "--wait", "60s");
    var where = session.run("push", "shop.where", "--on", "children", "--wait", "60s");
    var here = session.run("push", "shop.where", "--wait", "60s");

    assertThat(sold.lines()).as(sold.err()).containsExactly("1", "\"Sold: apples\"");
    assertThat(shown(1).get("log").toString()).contains("selling", "printed");
    assertThat(shown(1).get("progress").get("done").asInt()).isEqualTo(1);
    assertThat(here.lines().getLast()).isEqualTo(Long.toString(worker.pid()));
    assertThat(where.lines().getLast()).isNotEqualTo(here.lines().getLast());
  }

  @Test
  void a_handler_that_hears_nothing_is_killed_when_it_is_cancelled_from_another_process() {
    var started = folder.resolve("started");
    session.run("push", "shop.deaf", started.toString(), "--on", "children");
    long child = pidIn("started");

    session.run("jobs", "cancel", "1");

    until("it is cancelled", () -> state(1).equals("cancelled"));
    until("the child is gone", () -> !isAlive(child));
  }

  @Test
  void a_child_that_somebody_kills_costs_one_attempt() {
    var started = folder.resolve("started");
    session.run("push", "shop.deaf", started.toString(), "--on", "children", "--retry", "1");
    long child = pidIn("started");

    ProcessHandle.of(child).orElseThrow().destroyForcibly();

    until("it has failed", () -> state(1).equals("failed"));
    assertThat(shown(1).get("failure").toString()).contains("SIGKILL");
    assertThat(session.run("push", "shop.sell", "pears", "--on", "children", "--wait").exitCode())
        .isZero();
  }

  @Test
  void a_poison_job_is_parked_after_its_bound_and_its_neighbours_go_on() {
    session.run("push", "shop.poison", "--on", "children", "--retry", "3", "--retry-delay", "10ms");
    var good = session.run("push", "shop.sell", "pears", "--on", "children", "--wait", "60s");

    until("it has failed for good", () -> state(1).equals("failed"));
    assertThat(shown(1).get("attempts").size()).isEqualTo(3);
    assertThat(shown(1).get("failure").toString()).contains("exit code 9", "last words");
    assertThat(good.exitCode()).isZero();
    assertThat(worker.isAlive()).isTrue();
  }

  @Test
  void when_the_worker_is_killed_its_children_die_and_the_job_is_rescued() {
    var started = folder.resolve("started");
    session.run("push", "shop.deaf", started.toString(), "--on", "children", "--retry", "1");
    long child = pidIn("started");

    worker.destroyForcibly();

    until("the child is gone", () -> !isAlive(child));
    session.run("worker", "--until-empty", "--lease", "1s");
    assertThat(state(1)).isEqualTo("failed");
    assertThat(shown(1).get("attempts").toString()).contains("lost");
  }
}
