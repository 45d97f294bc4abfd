package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A worker in a process of its own, and real signals. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class WorkerSignalsTest {
  private static final JobId FIRST = new JobId(1);
  private static final Duration TICK = Duration.ofMillis(50);

  @TempDir private Path folder;
  private Session session;
  private Process worker;
  private BufferedReader talk;

  @BeforeEach
  void start() throws IOException {
    session = new Session(folder);
    session.run("db", "migrate");
    var jar = BuiltJar.of(folder, BuiltJar.SHOP);
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
            "--db",
            session.url());
    worker = new ProcessBuilder(command).redirectOutput(folder.resolve("out.txt").toFile()).start();
    talk = worker.errorReader();
    heard("Ctrl-C ends it");
  }

  @AfterEach
  void kill() {
    worker.destroyForcibly();
  }

  @Test
  void the_first_signal_lets_the_running_job_end_and_starts_no_other() throws Exception {
    var go = folder.resolve("go");
    session.run("push", "shop.slow", started().toString(), go.toString());
    awaitStart();

    worker.toHandle().destroy();
    heard("stopping: nothing new starts");
    session.run("push", "shop.sell", "apples");
    Files.createFile(go);

    assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(rest()).contains("stopped; nothing was left behind");
    assertThat(worker.exitValue()).isZero();
    assertThat(folder.resolve("out.txt")).isEmptyFile();
    assertThat(session.run("jobs", "list", "--jsonl").lines())
        .satisfiesExactly(
            second -> assertThat(second).contains("\"state\":\"ready\""),
            first -> assertThat(first).contains("\"state\":\"succeeded\""));
  }

  @Test
  void a_worker_shows_the_stack_of_its_job_and_ends_when_it_is_drained_from_another_process()
      throws Exception {
    var go = folder.resolve("go");
    session.run("push", "shop.slow", started().toString(), go.toString());
    awaitStart();

    var stack = session.run("jobs", "stack", "1");
    var drained = session.run("workers", "drain", "1");
    heard("drained: somebody asked this worker to end");
    Files.createFile(go);

    assertThat(stack.exitCode()).isZero();
    assertThat(stack.out()).contains("shop.Shop.slow");
    assertThat(drained.exitCode()).isZero();
    assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isZero();
    assertThat(session.run("jobs", "stack", "1").exitCode()).isEqualTo(4);
    assertThat(session.run("workers", "drain", "1", "77"))
        .satisfies(again -> assertThat(again.exitCode()).isEqualTo(3))
        .satisfies(again -> assertThat(again.err()).contains("there is no worker 77 alive"));
  }

  @Test
  void the_second_signal_stops_the_running_job_which_will_run_again() throws Exception {
    session.run("push", "shop.slow", started().toString(), folder + "/never");
    awaitStart();

    worker.toHandle().destroy();
    heard("stopping: nothing new starts");
    worker.toHandle().destroy();

    assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isEqualTo(130);
    assertThat(rest()).contains("stopping what still runs");
    try (var percheron = session.open()) {
      assertThat(percheron.operations().job(FIRST).state())
          .isIn(JobState.READY, JobState.SCHEDULED);
    }
  }

  @Test
  void the_third_signal_ends_a_worker_whose_job_hears_nothing() throws Exception {
    session.run("push", "shop.deaf", started().toString());
    awaitStart();

    worker.toHandle().destroy();
    heard("stopping: nothing new starts");
    worker.toHandle().destroy();
    heard("stopping what still runs");
    worker.toHandle().destroy();

    assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isEqualTo(130);
  }

  @Test
  void a_job_that_is_pushed_beside_the_worker_runs_at_once() {
    var done = session.run("push", "shop.sell", "apples", "--wait", "30s");

    assertThat(done.exitCode()).isZero();
    assertThat(done.lines()).containsExactly("1", "\"Sold: apples\"");
  }

  @Test
  void what_the_engine_logs_is_said_once_and_in_one_line() throws Exception {
    session.run("queues", "declare", "pdf", "--executor", "press");

    heard("queue 'pdf' is parked");
    worker.toHandle().destroy();

    assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(rest()).doesNotContain("WARNING", "Events", "is parked");
  }

  private Path started() {
    return folder.resolve("started");
  }

  private void awaitStart() throws InterruptedException {
    try (var percheron = session.open()) {
      while (Files.notExists(started())) {
        assertThat(percheron.operations().await(FIRST, TICK).state().isEnd()).isFalse();
      }
    }
  }

  /** Reads what the worker says until it has said this. */
  private void heard(String words) throws IOException {
    var said = new ArrayList<String>();
    for (var line = talk.readLine(); line != null; line = talk.readLine()) {
      assertThat(line).doesNotContain("WARNING", "Events");
      said.add(line);
      if (line.contains(words)) {
        return;
      }
    }
    assertThat(said).as("what the worker said").anyMatch(line -> line.contains(words));
  }

  private String rest() {
    return String.join("\n", talk.lines().toList());
  }
}
