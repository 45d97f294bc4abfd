package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandsTest {
  @TempDir private Path folder;
  private Session session;

  @BeforeEach
  void open() {
    session = new Session(folder);
  }

  @Test
  void looking_makes_no_database() {
    for (var command :
        new String[][] {
          {"jobs", "list"}, {"queues", "list"}, {"workers", "list"}, {"doctor"}, {"db", "status"}
        }) {
      var done = session.run(command);

      assertThat(done.exitCode()).isEqualTo(69);
      assertThat(done.err()).contains("there is no database", "db migrate");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void migrate_makes_the_schema_and_status_says_so() {
    var migrated = session.run("db", "migrate");

    assertThat(migrated.exitCode()).isZero();
    assertThat(migrated.err()).contains("it was 0");
    assertThat(session.run("db", "status", "--json").json().get("schema").asString())
        .isEqualTo("current");
    assertThat(session.run("db", "migrate").err()).contains("nothing to do");
  }

  @Test
  void the_sql_of_the_schema_is_printed_without_a_database() {
    var done = session.run("db", "sql");

    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).contains("CREATE TABLE");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_file_that_is_no_database_is_told_in_one_line_and_left_as_it_is() throws IOException {
    var text = Files.writeString(folder.resolve("letter.txt"), "Dear Ada,".repeat(500));

    var done = session.run("jobs", "list", "--db", "jdbc:sqlite:" + text);

    assertThat(done.exitCode()).isEqualTo(69);
    assertThat(done.err().lines()).hasSize(1).first().asString().doesNotContain("Exception");
    assertThat(text).hasContent("Dear Ada,".repeat(500));
  }

  @Test
  void a_missing_directory_and_an_unknown_kind_of_database_are_unreachable() {
    assertThat(session.run("push", "x", "--db", "jdbc:sqlite:" + folder + "/no/x.db").exitCode())
        .isEqualTo(69);
    assertThat(session.run("push", "x", "--db", "mailto:ada").exitCode()).isEqualTo(69);
  }

  @Test
  void debug_shows_the_stack_and_nothing_else_does() {
    var quiet = session.run("jobs", "list");
    var loud = session.run("jobs", "list", "--debug");

    assertThat(quiet.err()).doesNotContain("\tat ");
    assertThat(loud.err()).contains("\tat dev.percheron");
  }

  @Test
  void a_queue_is_declared_listed_changed_paused_and_resumed() {
    session.run(
        "queues",
        "declare",
        "pdf",
        "--executor",
        "threads",
        "--concurrency",
        "3",
        "--option",
        "priority=4",
        "--keep-succeeded",
        "1h");
    session.run("queues", "set", "pdf", "--concurrency", "9");
    session.run("queues", "pause", "pdf", "--for", "10m");

    var pdf = session.run("queues", "list", "--json").json().get(1);

    assertThat(pdf.get("queue").asString()).isEqualTo("pdf");
    assertThat(pdf.get("executor").asString()).isEqualTo("threads");
    assertThat(pdf.get("concurrency").asInt()).isEqualTo(9);
    assertThat(pdf.get("options").asString()).isEqualTo("priority=4");
    assertThat(pdf.get("paused").asString()).matches("\\d{4}-.*Z");
    assertThat(session.run("queues", "resume", "pdf").exitCode()).isZero();
    assertThat(session.run("queues", "list", "--json").json().get(1).get("paused").isNull())
        .isTrue();
  }

  @Test
  void a_queue_that_cannot_be_is_refused() {
    assertThat(session.run("queues", "declare", "pdf", "--concurrency", "0").exitCode())
        .isEqualTo(2);
    assertThat(session.run("queues", "declare", "pdf", "--concurrency", "many").exitCode())
        .isEqualTo(2);
    assertThat(session.run("queues", "declare", "pdf", "--executor", "threads", "--option", "x=1"))
        .satisfies(done -> assertThat(done.exitCode()).isEqualTo(4))
        .satisfies(done -> assertThat(done.err()).contains("'x'", "it knows"));
    assertThat(session.run("queues", "pause", "nowhere").exitCode()).isEqualTo(3);
  }

  @Test
  void an_executor_that_nobody_knows_here_is_noticed() {
    var done = session.run("queues", "declare", "pdf", "--executor", "threds");

    assertThat(done.exitCode()).isZero();
    assertThat(done.err()).contains("did you mean 'threads'?");
  }

  @Test
  void the_doctor_finds_jobs_that_nobody_will_run() {
    session.run("push", "x");

    var ill = session.run("doctor", "--json");

    assertThat(ill.exitCode()).isEqualTo(1);
    assertThat(ill.json().get(1).get("what").asString()).contains("no worker is alive", "1 jobs");
    assertThat(ill.json().get(1).get("advice").asString()).contains("percheron worker");
  }

  @Test
  void the_doctor_finds_nothing_when_all_is_well() {
    session.run("push", "test.fail", "no luck");
    try (var percheron = session.open();
        var worker = percheron.handlers(Handlers.class).worker().name("ward").start()) {
      session.run("wait", "1");

      var well = session.run("doctor");
      var workers = session.run("workers", "list", "--json").json();

      assertThat(worker.isHealthy()).isTrue();
      assertThat(well.exitCode()).isZero();
      assertThat(well.out()).contains("1 worker is alive", "keeps 1 failed jobs");
      assertThat(workers.get(0).get("name").asString()).isEqualTo("ward");
      assertThat(workers.get(0).get("state").asString()).isEqualTo("alive");
    }
  }

  @Test
  void the_doctor_finds_a_queue_that_its_worker_has_parked() {
    session.run("queues", "declare", "pdf", "--executor", "press");
    try (var percheron = session.open();
        var worker = percheron.worker().start()) {
      assertThat(worker.isHealthy()).isFalse();

      var ill = session.run("doctor");

      assertThat(ill.exitCode()).isEqualTo(1);
      assertThat(ill.out()).contains("takes nothing of queue 'pdf'", "press");
    }
  }
}
