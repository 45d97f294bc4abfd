package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Commands here, workers in JVMs of their own, a PostgreSQL server between them. */
@Tag("slow")
class PostgresRoadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What is promised from the moment at which the wish is stored. */
  private static final Duration SOON = Duration.ofSeconds(1);

  @TempDir private static Path shop;
  private static Path jar;
  @TempDir private Path folder;
  private final Session session = new Session(TestServer.newStore());
  private final List<Process> workers = new ArrayList<>();

  @BeforeAll
  static void compile() throws IOException {
    jar = BuiltJar.of(shop, BuiltJar.SHOP);
  }

  @BeforeEach
  void start() throws IOException {
    session.run("db", "migrate");
    startWorker("one");
  }

  @AfterEach
  void end() throws SQLException {
    workers.forEach(Process::destroyForcibly);
    TestServer.drop(session.url());
  }

  private Process startWorker(String name) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            BuiltJar.classPath(),
            Main.class.getName(),
            "worker",
            "--name",
            name,
            "--jar",
            jar.toString(),
            "--db",
            session.url());
    var worker =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile())
            .start();
    workers.add(worker);
    until("the worker works", () -> text(name + ".err").contains("Ctrl-C ends it"));
    return worker;
  }

  @Test
  void what_is_pushed_here_runs_there_and_the_result_is_here() {
    var done = session.run("push", "shop.sell", "apples", "--wait", "60s");

    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.lines()).containsExactly("1", "\"Sold: apples\"");
    assertThat(session.run("doctor").out()).contains("1 worker is alive");
  }

  @Test
  void a_job_that_runs_elsewhere_is_cancelled_at_once() {
    pushSlow(1);

    session.run("jobs", "cancel", "1");
    long asked = System.nanoTime();

    until("it is cancelled", () -> state(1).equals("cancelled"));
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
  }

  @Test
  void the_stack_of_a_job_that_runs_elsewhere_is_shown() {
    pushSlow(1);

    var stack = session.run("jobs", "stack", "1");

    assertThat(stack.exitCode()).as(stack.err()).isZero();
    assertThat(stack.out()).contains("shop.Shop.slow");
  }

  @Test
  void a_queue_that_is_paused_here_is_left_alone_there_until_it_is_resumed() {
    session.run("queues", "pause", "default");
    session.run("push", "shop.sell", "pears");
    assertThat(session.run("wait", "1", "--timeout", "1500ms").exitCode()).isEqualTo(124);

    session.run("queues", "resume", "default");

    assertThat(session.run("wait", "1", "--timeout", "60s").exitCode()).isZero();
  }

  @Test
  void a_queue_that_is_declared_here_is_served_there() {
    session.run("queues", "declare", "mail", "--executor", "threads", "--concurrency", "2");

    var done = session.run("push", "shop.sell", "plums", "--on", "mail", "--wait", "60s");

    assertThat(done.lines()).containsExactly("1", "\"Sold: plums\"");
    until(
        "the worker tells of it",
        () -> session.run("workers", "list", "--json").out().contains("mail"));
  }

  @Test
  void a_worker_that_is_drained_from_here_ends_there_and_another_goes_on() throws Exception {
    var other = startWorker("two");
    var list = session.run("workers", "list", "--json").out();
    assertThat(list).contains("one", "two");
    var id = idOf("one");

    assertThat(session.run("workers", "drain", id).exitCode()).isZero();

    assertThat(workers.getFirst().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(other.isAlive()).isTrue();
    assertThat(session.run("push", "shop.sell", "figs", "--wait", "60s").exitCode()).isZero();
  }

  @Test
  void a_job_of_a_worker_that_was_killed_is_rescued_by_another() throws Exception {
    pushSlow(1);
    Files.writeString(folder.resolve("go"), "");
    Files.delete(folder.resolve("started"));
    startWorker("two");

    workers.getFirst().destroyForcibly();

    until("it has ended", () -> List.of("succeeded", "failed").contains(state(1)));
  }

  private void pushSlow(int job) {
    session.run(
        "push", "shop.slow", folder.resolve("started").toString(), folder.resolve("go").toString());
    until("it runs", () -> Files.exists(folder.resolve("started")));
    until("it is known to run", () -> state(job).equals("running"));
  }

  private String idOf(String name) {
    for (JsonNode worker : session.run("workers", "list", "--json").json()) {
      if (worker.get("name").asString().equals(name)) {
        return worker.get("id").asString();
      }
    }
    throw new AssertionError("no worker " + name);
  }

  private String state(int job) {
    return session
        .run("jobs", "show", Integer.toString(job), "--json")
        .json()
        .get("state")
        .asString();
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
      assertThat(System.nanoTime()).as("in time: %s; %s", what, text("one.err")).isLessThan(end);
      awaitTick();
    }
  }

  private void awaitTick() {
    try {
      var _ = workers.getLast().waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
