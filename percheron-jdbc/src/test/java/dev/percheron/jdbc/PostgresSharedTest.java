package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.StoreListener;
import dev.percheron.spi.StoreSettings;
import dev.percheron.spi.Transaction;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.store.HandWorker;
import dev.percheron.testkit.store.SampleJobs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What several processes, and the user's own transactions, do to one database. */
class PostgresSharedTest {
  private final String schema = PostgresServer.newSchema();
  private final ManualTime time = new ManualTime();
  private final JobStore store = open("");

  @AfterEach
  void the_store_is_in_order() throws SQLException {
    assertThat(store.problems()).isEmpty();
    store.close();
    PostgresServer.drop(schema);
  }

  @Test
  void a_job_pushed_in_a_transaction_exists_when_that_is_committed_with_the_users_data()
      throws Exception {
    PostgresServer.run(schema, "CREATE TABLE orders (id integer)");
    try (var connection = transaction();
        var statement = connection.createStatement()) {
      statement.execute("INSERT INTO " + schema + ".orders VALUES (1)");
      var job = push(connection, "h");
      assertThat(store.find(job)).isEmpty();

      connection.commit();

      assertThat(state(job)).isEqualTo(JobState.READY);
      assertThat(PostgresServer.ask(schema, "SELECT count(*) FROM orders")).isEqualTo("1");
    }
  }

  @Test
  void a_job_pushed_in_a_transaction_never_was_when_that_is_rolled_back() throws Exception {
    try (var connection = transaction()) {
      var job = push(connection, "h");

      connection.rollback();

      assertThat(store.find(job)).isEmpty();
      assertThat(worker().claim(10)).isEmpty();
    }
  }

  @Test
  void a_unique_key_taken_in_a_transaction_is_free_again_after_a_rollback() throws Exception {
    try (var connection = transaction()) {
      store.push(List.of(SampleJobs.unique("h", "k")), JdbcTransaction.on(connection));
      connection.rollback();

      var pushed = store.push(List.of(SampleJobs.unique("h", "k"))).getFirst();

      assertThat(pushed.isNew()).isTrue();
    }
  }

  @Test
  void without_a_transaction_nothing_is_pushed_in_one() throws Exception {
    try (var connection = PostgresServer.connect()) {
      assertThatThrownBy(() -> push(connection, "h"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("auto-commit");
      assertThatThrownBy(() -> store.push(List.of(SampleJobs.simple("h")), new Transaction() {}))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("JdbcTransaction");
    }
  }

  @Test
  void what_was_committed_in_a_transaction_is_heard_a_moment_later() throws Exception {
    var heard = ear(store);
    assertThat(heard.poll(20, TimeUnit.SECONDS)).containsExactly("(changed)"); // it listens now
    try (var connection = transaction()) {
      push(connection, "h");
      connection.commit();

      assertThat(heard.poll(20, TimeUnit.SECONDS)).contains("default");
    }
  }

  @Test
  void another_process_hears_of_a_push_by_a_notification() throws Exception {
    try (var other = open("")) {
      var heard = ear(other);
      assertThat(heard.poll(20, TimeUnit.SECONDS)).containsExactly("(changed)"); // it listens now

      store.push(List.of(SampleJobs.simple("h")));

      assertThat(heard.poll(20, TimeUnit.SECONDS)).containsExactly("default");
    }
  }

  @Test
  void without_notifications_another_process_sees_a_push_by_looking() throws Exception {
    try (var other = open("&percheron.notifications=off")) {
      var heard = ear(other);

      store.push(List.of(SampleJobs.simple("h")));

      assertThat(heard.poll(20, TimeUnit.SECONDS)).containsExactly("default");
    }
  }

  @Test
  void a_cancel_elsewhere_and_a_change_of_a_queue_are_heard() throws Exception {
    var job = store.push(List.of(SampleJobs.simple("h"))).getFirst().id();
    var worker = worker();
    var claimed = worker.claimOne();
    var heard = ear(store);
    assertThat(heard.poll(20, TimeUnit.SECONDS)).containsExactly("(changed)");
    try (var other = open("")) {
      other.cancel(job, "not needed");

      assertThat(heard.poll(20, TimeUnit.SECONDS)).containsExactly("(changed)");
      assertThat(worker.wishes()).containsEntry(job, "not needed");
    }
    worker.cancelled(claimed, "not needed");
  }

  @Test
  void a_claim_whose_answer_was_lost_is_given_back_before_the_next() throws Exception {
    store.push(SampleJobs.many(3));
    var worker = worker();
    try (var other = open("")) {
      worker.over(other).claim(2); // committed, but this process has never heard of it
    }
    PostgresServer.run(schema, "ALTER TABLE ready RENAME TO away");
    assertThatThrownBy(() -> worker.claim(3)).hasMessageContaining("ready");
    PostgresServer.run(schema, "ALTER TABLE away RENAME TO ready");

    var claimed = worker.claim(3);

    assertThat(claimed).hasSize(3);
    assertThat(worker.allDone(claimed)).containsOnly(SettleAnswer.SETTLED);
  }

  @Test
  void a_thousand_jobs_are_a_handful_of_statements() throws Exception {
    PostgresServer.run(schema, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    store.push(List.of(SampleJobs.simple("h")));
    var worker = worker();
    worker.allDone(worker.claim(1));
    PostgresServer.run(schema, "SELECT pg_stat_statements_reset()");

    var jobs = Collections.nCopies(1_000, SampleJobs.simple("h"));
    store.push(jobs);
    for (int i = 0; i < 2; i++) {
      worker.allDone(worker.claim(500));
    }

    long statements =
        Long.parseLong(
            PostgresServer.ask(
                schema,
                "SELECT sum(calls) FROM pg_stat_statements WHERE query LIKE '%\""
                    + schema
                    + "\"%'"));
    // a transaction around one push, two claims, two settlings; ids and the coarse index now and
    // then
    assertThat(statements).isBetween(5L, 12L);
  }

  @Test
  void pushes_of_many_threads_share_their_commits() throws Exception {
    store.push(List.of(SampleJobs.simple("h")));
    PostgresServer.run(
        schema,
        "CREATE EXTENSION IF NOT EXISTS pg_stat_statements",
        "SELECT pg_stat_statements_reset()");
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 100; i++) {
                  store.push(List.of(SampleJobs.simple("h")));
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }

    long statements =
        Long.parseLong(
            PostgresServer.ask(
                schema,
                "SELECT sum(calls) FROM pg_stat_statements WHERE query LIKE '%INTO \""
                    + schema
                    + "\".\"job\"%'"));
    assertThat(statements).isLessThan(600);
    assertThat(store.queueStatus().getFirst().counts().ready()).isEqualTo(801);
  }

  private JobStore open(String parameters) {
    return new PostgresStoreProvider()
        .open(PostgresServer.url(schema) + parameters, new StoreSettings(time, false));
  }

  private HandWorker worker() {
    return HandWorker.register(store, time);
  }

  private JobState state(JobId job) {
    return store.find(job).orElseThrow().state();
  }

  private JobId push(Connection connection, String handler) {
    return store
        .push(List.of(SampleJobs.simple(handler)), JdbcTransaction.on(connection))
        .getFirst()
        .id();
  }

  private static Connection transaction() throws SQLException {
    var connection = PostgresServer.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  private static BlockingQueue<Set<String>> ear(JobStore store) {
    var heard = new LinkedBlockingQueue<Set<String>>();
    store.listen(
        new StoreListener() {
          @Override
          public void ready(Set<String> queues) {
            heard.add(queues);
          }

          @Override
          public void changed() {
            heard.add(Set.of("(changed)"));
          }
        });
    return heard;
  }
}
