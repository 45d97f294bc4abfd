package dev.percheron.jdbc;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.Percheron;
import dev.percheron.PercheronSettings;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobFilter;
import dev.percheron.api.Queue;
import dev.percheron.api.Remark;
import dev.percheron.api.Settlement;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.LostJob;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.StoreSettings;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.store.HandWorker;
import dev.percheron.testkit.store.SampleJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The grants of docs/operations/postgresql.md are enough, and not too much. */
class PostgresRolesTest {
  private static final Path PAGE = Path.of("..", "docs", "operations", "postgresql.md");
  private static final Pattern BLOCK =
      Pattern.compile("<!-- tested by PostgresRolesTest -->\\n```sql\\n(.*?)```", Pattern.DOTALL);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String OURS = "&percheron[^&]*";

  private final String schema = PostgresServer.newSchema();
  private final ManualTime time = new ManualTime();
  private final JobStore owner = as("");

  @BeforeEach
  void make_the_roles() throws Exception {
    for (var role : List.of("producer", "reader", "worker")) {
      PostgresServer.run(
          schema,
          "DROP ROLE IF EXISTS " + name(role),
          "CREATE ROLE " + name(role) + " LOGIN PASSWORD 'x'");
    }
    for (var grant : grants().split(";", -1)) {
      PostgresServer.run(schema, grant.isBlank() ? "SELECT 1" : grant);
    }
  }

  @AfterEach
  void drop_the_roles() throws SQLException {
    owner.close();
    PostgresServer.drop(schema);
    for (var role : List.of("producer", "reader", "worker")) {
      PostgresServer.run("public", "DROP ROLE " + name(role));
    }
  }

  @Test
  void a_producer_pushes_and_does_no_more() {
    try (var producer = as("producer")) {
      producer.push(SampleJobs.many(3));
      producer.push(List.of(SampleJobs.unique("h", "k"), SampleJobs.in("h", Duration.ofDays(1))));
      assertThat(producer.push(List.of(SampleJobs.unique("h", "k"))).getFirst().isNew()).isFalse();
      assertThat(producer.queues()).hasSize(1);

      assertThatThrownBy(() -> HandWorker.register(producer, time))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("may not do that")
          .hasMessageContaining("postgresql.md");
    }
    assertThat(owner.queueStatus().getFirst().counts().ready()).isEqualTo(4);
  }

  @Test
  void a_reader_sees_everything_and_changes_nothing() {
    var job = owner.push(List.of(SampleJobs.simple("h"))).getFirst().id();
    try (var reader = as("reader")) {
      assertThat(reader.find(job)).isPresent();
      assertThat(reader.list(JobFilter.NEWEST)).hasSize(1);
      assertThat(reader.queueStatus()).hasSize(1);
      assertThat(reader.problems()).isEmpty();

      assertThatThrownBy(() -> reader.push(List.of(SampleJobs.simple("h"))))
          .isInstanceOf(StoreUnavailable.class);
    }
  }

  @Test
  void a_worker_does_its_work_and_cannot_change_the_schema() throws Exception {
    owner.push(SampleJobs.many(3));
    try (var store = as("worker")) {
      var worker = HandWorker.register(store, time);
      var claimed = worker.claim(3);
      assertThat(worker.done(claimed.get(0))).isEqualTo(SettleAnswer.SETTLED);
      assertThat(worker.retry(claimed.get(1), Duration.ofSeconds(1)))
          .isEqualTo(SettleAnswer.SETTLED);
      time.advance(HandWorker.LEASE);
      LostJob.Verdict back = lost -> new Settlement.GiveBack();
      assertThat(store.rescue(10, back)).hasSize(1);
      assertThat(store.promote(10)).isEqualTo(1);
      store.prune(Duration.ZERO, 100);
      store.pause("default", time.instant().plusSeconds(1));
      assertThat(store.problems()).isEmpty();
    }
    try (var connection = DriverManager.getConnection(url("worker").replaceAll(OURS, ""));
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("DROP TABLE " + schema + ".job"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void a_worker_runs_jobs_and_completes_them_in_transactions_of_its_own() throws Exception {
    var settings = StoreSettings.DEFAULT;
    var store = new PostgresStoreProvider().open(url("worker"), settings);
    try (var percheron = Percheron.on(store, PercheronSettings.DEFAULT)) {
      percheron.handler("plain", () -> "done");
      percheron.handler("complete", (JobContext job) -> complete(percheron, job));
      percheron.declare(Queue.named("mail").concurrency(2));
      try (var worker = percheron.worker().start()) {
        assertThat(percheron.push(job("plain").on("mail")).await(PATIENCE)).isEqualTo("done");
        assertThat(percheron.push(job("complete")).await(PATIENCE)).isEqualTo("completed");
        assertThat(percheron.operations().queues()).hasSize(2);
        assertThat(worker.isHealthy()).isTrue();
      }
      store.prune(Duration.ZERO, 100);
      assertThat(store.problems()).isEmpty();
      assertThat(store.remarks()).extracting(Remark::what).noneMatch(PostgresRolesTest::isOfRights);
    }
  }

  private String complete(Percheron percheron, JobContext job) throws SQLException {
    try (var connection = DriverManager.getConnection(url("worker").replaceAll(OURS, ""))) {
      connection.setAutoCommit(false);
      percheron.in(JdbcTransaction.on(connection)).complete(job, "completed");
      connection.commit();
      return "this is not kept";
    }
  }

  @Test
  void a_doctor_says_which_tables_a_user_may_not_change() {
    try (var producer = as("producer");
        var reader = as("reader")) {
      assertThat(owner.remarks()).extracting(Remark::what).noneMatch(PostgresRolesTest::isOfRights);
      assertThat(reader.remarks()).extracting(Remark::what).anyMatch(PostgresRolesTest::isOfRights);
      assertThat(producer.remarks())
          .extracting(Remark::what)
          .anyMatch(PostgresRolesTest::isOfRights);
    }
  }

  @Test
  void tables_of_later_migrations_are_granted_as_well() throws Exception {
    PostgresServer.run(schema, "CREATE TABLE later (id bigint)");

    for (var role : List.of("worker", "reader")) {
      assertThat(
              PostgresServer.ask(
                  schema,
                  "SELECT has_table_privilege('%s', 'later', 'SELECT')".formatted(name(role))))
          .isEqualTo("t");
    }
  }

  private static boolean isOfRights(String what) {
    return what.contains("may not change");
  }

  private JobStore as(String role) {
    return new PostgresStoreProvider().open(url(role), new StoreSettings(time, false));
  }

  private String url(String role) {
    var url = PostgresServer.url(schema);
    return role.isEmpty()
        ? url
        : url.replaceAll("user=[^&]*", "user=" + name(role)) + "&password=x";
  }

  private String name(String role) {
    return schema + "_" + role;
  }

  private String grants() throws IOException {
    var block = BLOCK.matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block
        .group(1)
        .replaceAll("(?m)^--.*$", "")
        .replaceAll("\\bpercheron\\b", schema)
        .replaceAll("TO (producer|reader|worker)", "TO " + schema + "_$1");
  }
}
