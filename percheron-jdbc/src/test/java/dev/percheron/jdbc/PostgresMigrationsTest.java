package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.SchemaMismatch;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.StoreSettings;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.store.HandWorker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From every earlier version to the newest, with jobs in it, and by several at once. */
class PostgresMigrationsTest {
  private final String schema = PostgresServer.newSchema();
  private final ManualTime time = new ManualTime();
  private final PostgresDatabase database = PostgresDatabase.at(PostgresServer.url(schema));
  private final PostgresMigrations newest = new PostgresMigrations(database.dialect());

  @AfterEach
  void drop_the_schema() throws SQLException {
    PostgresServer.drop(schema);
  }

  static IntStream earlier() {
    int known = new PostgresMigrations(new PostgresDialect("percheron", "")).newest();
    return IntStream.range(1, known);
  }

  /**
   * What stood in the first version: a job in each place, as rows, since today's store cannot write
   * them.
   */
  private static final String[] ROWS = {
    "INSERT INTO handler (name) VALUES ('h')",
    "INSERT INTO lane (queue_id, priority) VALUES (1, 0)",
    "UPDATE sequence SET next = 5",
    "INSERT INTO job (id, handler_id, lane_id, created_at, args)"
        + " SELECT n, 1, 1, 1000000, '[]' FROM generate_series(1, 4) n",
    "INSERT INTO ready (lane_id, due, id) VALUES (1, 1000000, 2), (1, 1000000, 3)",
    "INSERT INTO worker (name, host, pid, started_at, lease_until)"
        + " VALUES ('w', 'here', 1, 1000000, 9000000000000000)",
    "INSERT INTO claim (worker_id, claimed_at, job_ids, started, done)"
        + " VALUES (1, 1000000, '{1}', '', '')",
    "INSERT INTO history (job_id, finished_at, started_at, attempt_end, worker_id, lane_id, attempt,"
        + " state, result_until, result)"
        + " VALUES (4, 2000000, 1500000, 1900000, 1, 1, 1, 3, 9000000000000000, '42')",
    "INSERT INTO seen (lane_id, handler_id, stretch) VALUES (1, 1, 0)",
    "INSERT INTO tally (queue_id, state, n) VALUES (1, 1, 2), (1, 2, 1), (1, 3, 1)"
  };

  @ParameterizedTest
  @MethodSource("earlier")
  void jobs_of_an_earlier_version_are_there_after_the_migration(int version) throws Exception {
    PostgresStore.open(database, settings(false), upTo(1)).close();
    PostgresServer.run(schema, ROWS);
    PostgresStore.open(database, settings(true), upTo(version)).close();
    assertThatThrownBy(() -> database.open(settings(false)))
        .isInstanceOf(SchemaMismatch.class)
        .hasMessageContaining("percheron db migrate");

    try (var store = database.open(settings(true))) {
      assertThat(database.status().found()).isEqualTo(newest.newest());
      var worker = HandWorker.register(store, time);
      assertThat(worker.allDone(worker.claim(10)))
          .containsExactly(SettleAnswer.SETTLED, SettleAnswer.SETTLED);
      assertThat(store.problems()).isEmpty();
      assertThat(store.find(new JobId(4)).orElseThrow().status().result()).contains("42");
      assertThat(store.list(JobFilter.NEWEST.handler("h"))).hasSize(4);
    }
  }

  @Test
  void of_many_who_migrate_at_once_one_does_and_the_others_wait_for_it() throws Exception {
    PostgresStore.open(database, settings(false), upTo(1)).close();
    Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 6; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  database.open(settings(true)).close();
                } catch (RuntimeException e) {
                  failures.add(e);
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertThat(PostgresServer.ask(schema, "SELECT count(*) FROM schema_version"))
        .isEqualTo(Integer.toString(newest.newest()));
  }

  @Test
  void a_step_that_fails_leaves_the_version_before() throws Exception {
    PostgresStore.open(database, settings(false), upTo(2)).close();
    PostgresServer.run(schema, "ALTER TABLE claim ADD COLUMN apart_from bigint");

    assertThatThrownBy(() -> database.open(settings(true))).hasMessageContaining("apart_from");

    assertThat(database.status().found()).isEqualTo(2);
  }

  private PostgresMigrations upTo(int version) {
    return new PostgresMigrations(database.dialect(), newest.steps().subList(0, version));
  }

  private StoreSettings settings(boolean migrate) {
    return new StoreSettings(time, migrate);
  }
}
