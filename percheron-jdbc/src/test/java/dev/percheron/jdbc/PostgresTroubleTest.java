package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.StoreSettings;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.store.HandWorker;
import dev.percheron.testkit.store.SampleJobs;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens when the database is in trouble: it is said, nothing is lost, it goes on. */
class PostgresTroubleTest {
  private final String schema = PostgresServer.newSchema();
  private final ManualTime time = new ManualTime();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private JobStore store = open("");

  @AfterEach
  void drop_the_schema() throws SQLException {
    assertThat(store.problems()).isEmpty();
    store.close();
    PostgresServer.drop(schema);
  }

  @Test
  void connections_that_were_cut_are_replaced() throws Exception {
    store.push(SampleJobs.many(4));
    var worker = HandWorker.register(store, time);
    var claimed = worker.claim(2);
    cutAll();

    try { // whether a call met a dead connection, or all were found dead before, is a race
      untilCut(worker);
    } catch (StoreUnavailable e) {
      assertThat(e).hasMessageContaining("as soon as");
    }

    assertThat(worker.allDone(claimed)).containsOnly(SettleAnswer.SETTLED);
    assertThat(worker.claim(4)).hasSize(2);
  }

  @Test
  void a_settlement_cut_in_the_middle_is_settled_once() throws Exception {
    store.push(SampleJobs.many(2));
    var worker = HandWorker.register(store, time);
    var claimed = worker.claim(2);
    try (var blocker = PostgresServer.connect();
        var statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE " + schema + ".history IN EXCLUSIVE MODE");
      var failure = new Thread[1];
      failure[0] = Thread.ofPlatform().start(() -> settleQuietly(worker, claimed));
      awaitBlocked();
      cutAll();
      failure[0].join();
      blocker.rollback();
    }

    assertThat(worker.allDone(claimed)).containsOnly(SettleAnswer.SETTLED);
    assertThat(worker.allDone(claimed)).containsOnly(SettleAnswer.REVOKED);
    assertThat(store.queueStatus().getFirst().counts().succeeded()).isEqualTo(2);
  }

  @Test
  void a_statement_that_takes_too_long_is_said_and_stored_nothing() throws Exception {
    store.close();
    store = open("&options=-c%20statement_timeout=200");
    try (var blocker = PostgresServer.connect();
        var statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE " + schema + ".job IN EXCLUSIVE MODE");

      assertThatThrownBy(() -> store.push(List.of(SampleJobs.simple("h"))))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("took longer");
      blocker.rollback();
    }

    assertThat(store.queueStatus().getFirst().counts().ready()).isZero();
    assertThat(store.push(List.of(SampleJobs.simple("h")))).hasSize(1);
  }

  @Test
  void a_database_that_cannot_be_written_says_what_may_be_the_reason() throws Exception {
    store.close();
    store = open("&options=-c%20default_transaction_read_only=on");

    assertThatThrownBy(() -> store.push(List.of(SampleJobs.simple("h"))))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("read-only")
        .hasMessageContaining("targetServerType=primary");
  }

  @Test
  void a_server_that_was_killed_and_restarted_has_lost_nothing_that_was_pushed() throws Exception {
    try (var server = PostgresServer.durable(true).start()) {
      var url = server.getJdbcUrl("postgres", "postgres");
      try (var own = new PostgresStoreProvider().open(url, new StoreSettings(time, false))) {
        var pushed = own.push(SampleJobs.many(100));
        var worker = HandWorker.register(own, time);
        var claimed = worker.claim(10);

        CrashedServer.restart(server);

        var back = CrashedServer.await(() -> own.find(pushed.getLast().id()));
        assertThat(back).isPresent();
        assertThat(worker.allDone(claimed)).containsOnly(SettleAnswer.SETTLED);
        assertThat(worker.claim(100)).hasSize(90);
        assertThat(own.problems()).isEmpty();
      }
    }
  }

  @Test
  void a_serialization_failure_is_tried_again_and_stores_nothing_twice() throws Exception {
    store.close();
    store = open("&options=-c%20default_transaction_isolation=serializable");
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 4; t++) {
      threads.add(Thread.ofPlatform().start(this::pushClaimAndRetry));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertThat(store.queueStatus().getFirst().counts().scheduled()).isEqualTo(100);
  }

  /** Ways of many statements, so that others come in between. */
  private void pushClaimAndRetry() {
    try {
      var worker = HandWorker.register(store, time);
      for (int i = 0; i < 25; i++) {
        var job = List.of(SampleJobs.unique("h", Thread.currentThread().threadId() + "-" + i));
        untilDone(() -> store.push(job));
        var claimed = untilDone(() -> worker.claim(1).getFirst());
        var answer = untilDone(() -> worker.retry(claimed, Duration.ofDays(1)));
        assertThat(answer).isEqualTo(SettleAnswer.SETTLED);
      }
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  /** As a worker's loops do; nothing was stored when the store says that it was refused. */
  private static <T> T untilDone(Supplier<T> step) {
    while (true) {
      try {
        return step.get();
      } catch (StoreUnavailable e) {
        assertThat(e.mayHaveBeenStored()).isFalse();
      } catch (NoSuchElementException e) {
        Thread.onSpinWait(); // what is there is just being claimed by another
      }
    }
  }

  @Test
  void a_full_disk_is_said_loses_nothing_and_goes_on_when_there_is_room() throws Exception {
    try (var disk = SmallDisk.mount(24)) {
      var space = schema + "_small";
      PostgresServer.run(
          "public", "CREATE TABLESPACE " + space + " LOCATION '" + disk.folder() + "'");
      try {
        fill(space);
      } finally {
        PostgresServer.run(schema, "ALTER TABLE job SET TABLESPACE pg_default");
        PostgresServer.run("public", "DROP TABLESPACE " + space);
      }
    }
  }

  private void fill(String space) throws SQLException {
    PostgresServer.run(
        schema,
        "ALTER TABLE job SET TABLESPACE " + space,
        "CREATE TABLE ballast TABLESPACE "
            + space
            + " AS SELECT repeat('x', 1000) FROM"
            + " generate_series(1, 10000)");
    var large = SampleJobs.many(1_000);
    int pushed = 0;
    StoreUnavailable full = null;
    for (int i = 0; i < 1_000 && full == null; i++) {
      try {
        store.push(large);
        pushed += large.size();
      } catch (StoreUnavailable e) {
        full = e;
      }
    }
    assertThat(full).hasMessageContaining("no room on its disk");
    assertThat(store.queueStatus().getFirst().counts().ready()).isEqualTo(pushed);
    var worker = HandWorker.register(store, time);
    var claimed = worker.claim(10); // what needs no room goes on

    PostgresServer.run(schema, "DROP TABLE ballast");

    assertThat(store.push(large)).hasSize(1_000);
    assertThat(worker.allDone(claimed)).containsOnly(SettleAnswer.SETTLED);
    assertThat(store.problems()).isEmpty();
  }

  private JobStore open(String parameters) {
    return new PostgresStoreProvider()
        .open(PostgresServer.url(schema) + parameters, new StoreSettings(time, false));
  }

  /** The connections that were idle a moment ago are not looked at before they are used. */
  private static void untilCut(HandWorker worker) {
    for (int i = 0; i < 100; i++) {
      worker.renew();
    }
  }

  private static void settleQuietly(HandWorker worker, List<ClaimedJob> claimed) {
    try {
      worker.allDone(claimed);
    } catch (StoreUnavailable e) {
      assertThat(e).hasMessageContaining("database");
    }
  }

  private void awaitBlocked() throws SQLException {
    var waiting =
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name"
            + " = 'percheron' AND query LIKE '%"
            + schema
            + "%'";
    while (PostgresServer.ask("public", waiting).equals("0")) {
      Thread.onSpinWait();
    }
  }

  /** All but the one that asks, of the connections that speak of this schema. */
  private void cutAll() throws SQLException {
    PostgresServer.ask(
        "public",
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name ="
            + " 'percheron' AND query LIKE '%"
            + schema
            + "%'");
  }
}
