package dev.percheron.jdbc;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.Percheron;
import dev.percheron.PercheronSettings;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.ClaimLost;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.api.Outcome;
import dev.percheron.api.RetryPolicy;
import dev.percheron.api.Settlement;
import dev.percheron.memory.InMemoryStore;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.LostJob;
import dev.percheron.spi.Rescued;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.StoreSettings;
import dev.percheron.spi.Transaction;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.store.HandWorker;
import dev.percheron.testkit.store.SampleJobs;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job and what its handler stored are done in one transaction, or neither is. */
class PostgresCompletionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final LostJob.Verdict AGAIN = lost -> new Settlement.GiveBack();

  private final String schema = PostgresServer.newSchema();
  private final ManualTime time = new ManualTime();
  private final JobStore store = open();
  private final HandWorker worker = HandWorker.register(store, time);

  @BeforeEach
  void a_table_of_the_users() throws SQLException {
    PostgresServer.run(schema, "CREATE TABLE invoice (job bigint)");
  }

  @AfterEach
  void the_store_is_in_order() throws SQLException {
    assertThat(store.problems()).isEmpty();
    store.close();
    PostgresServer.drop(schema);
  }

  @Test
  void a_job_has_succeeded_when_the_transaction_that_completes_it_is_committed() throws Exception {
    var claimed = claimOne();
    try (var connection = billed(claimed)) {
      assertThat(complete(claimed, connection, "\"paid\"")).isEqualTo(SettleAnswer.SETTLED);
      assertThat(state(claimed)).isEqualTo(JobState.RUNNING);

      connection.commit();
    }

    var job = store.find(id(claimed)).orElseThrow();
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.status().result()).contains("\"paid\"");
    assertThat(store.attempts(id(claimed))).hasSize(1);
    assertThat(invoices()).isEqualTo("1");
    assertThat(worker.done(claimed)).isEqualTo(SettleAnswer.SETTLED);
    assertThat(store.queueStatus().getFirst().counts().succeeded()).isEqualTo(1);
  }

  @Test
  void a_job_whose_transaction_is_rolled_back_goes_on_as_before() throws Exception {
    var claimed = claimOne();
    try (var connection = billed(claimed)) {
      complete(claimed, connection, "null");

      connection.rollback();
    }

    assertThat(state(claimed)).isEqualTo(JobState.RUNNING);
    assertThat(invoices()).isEqualTo("0");
    assertThat(worker.retry(claimed, Duration.ZERO)).isEqualTo(SettleAnswer.SETTLED);
    assertThat(state(claimed)).isEqualTo(JobState.READY);
    assertThat(worker.claimOne().attempt().number()).isEqualTo(2);
    store.retire(worker.id());
    store.rescue(10, AGAIN);
  }

  @Test
  void after_a_rollback_the_same_attempt_may_complete_the_job_in_another_transaction()
      throws Exception {
    var claimed = claimOne();
    try (var connection = billed(claimed)) {
      complete(claimed, connection, "null");
      connection.rollback();

      assertThat(complete(claimed, connection, "null")).isEqualTo(SettleAnswer.SETTLED);
      connection.commit();
    }

    assertThat(state(claimed)).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void a_failure_after_the_commit_does_not_undo_the_success() throws Exception {
    var claimed = claimOne();
    try (var connection = billed(claimed)) {
      complete(claimed, connection, "null");
      connection.commit();
    }

    assertThat(worker.retry(claimed, Duration.ZERO)).isEqualTo(SettleAnswer.REVOKED);

    assertThat(state(claimed)).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void a_worker_whose_claim_was_taken_over_completes_nothing() throws Exception {
    var lost = claimOne();
    time.advance(HandWorker.LEASE.plusMillis(1));
    store.rescue(10, AGAIN);
    var other = HandWorker.register(store, time);
    var current = other.claimOne();

    try (var connection = billed(lost)) {
      assertThat(complete(lost, connection, "null")).isEqualTo(SettleAnswer.REVOKED);
      connection.rollback();
    }

    try (var connection = billed(current)) {
      assertThat(complete(current, connection, "null")).isEqualTo(SettleAnswer.SETTLED);
      connection.commit();
    }
    assertThat(invoices()).isEqualTo("1");
  }

  @Test
  void nobody_rescues_a_job_while_a_transaction_completes_it() throws Exception {
    var claimed = claimOne();
    try (var connection = billed(claimed)) {
      complete(claimed, connection, "null");
      time.advance(HandWorker.LEASE.plusMillis(1));

      assertThat(store.rescue(10, AGAIN)).isEmpty();
      connection.commit();
    }

    assertThat(store.rescue(10, AGAIN)).isEmpty();
    assertThat(state(claimed)).isEqualTo(JobState.SUCCEEDED);
    assertThat(invoices()).isEqualTo("1");
  }

  @Test
  void a_process_that_dies_before_the_commit_leaves_the_job_to_others() throws Exception {
    var claimed = claimOne();
    try (var connection = billed(claimed)) {
      complete(claimed, connection, "null");
      connection.abort(Runnable::run); // as its death does
    }
    time.advance(HandWorker.LEASE.plusMillis(1));

    var rescued = rescued();

    assertThat(rescued).hasSize(1);
    assertThat(rescued.getFirst().lost().started()).isTrue();
    assertThat(state(claimed)).isEqualTo(JobState.READY);
    assertThat(invoices()).isEqualTo("0");
  }

  @Test
  void a_process_that_dies_after_the_commit_has_completed_the_job() throws Exception {
    var claimed = claimOne();
    try (var connection = billed(claimed)) {
      complete(claimed, connection, "null");
      connection.commit();
    }
    time.advance(HandWorker.LEASE.plusMillis(1));

    assertThat(store.rescue(10, AGAIN)).isEmpty();

    assertThat(state(claimed)).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void jobs_claimed_together_are_settled_while_one_of_them_is_being_completed() throws Exception {
    store.push(SampleJobs.many(3));
    var claimed = worker.claim(3);
    try (var connection = billed(claimed.getFirst())) {
      complete(claimed.getFirst(), connection, "null");

      assertThat(worker.allDone(claimed.subList(1, 3))).containsOnly(SettleAnswer.SETTLED);
      connection.commit();
    }

    assertThat(store.queueStatus().getFirst().counts().succeeded()).isEqualTo(3);
  }

  @Test
  void an_end_that_comes_while_the_transaction_is_open_waits_for_what_becomes_of_it()
      throws Exception {
    var claimed = claimOne();
    try (var connection = billed(claimed)) {
      complete(claimed, connection, "null");
      assertThat(worker.retry(claimed, Duration.ZERO)).isEqualTo(SettleAnswer.REVOKED);
      connection.rollback();
    }

    worker.renew(); // as the lease keeper does every few seconds

    assertThat(state(claimed)).isEqualTo(JobState.READY);
  }

  @Test
  void a_job_is_completed_once() throws Exception {
    var claimed = claimOne();
    try (var connection = billed(claimed)) {
      complete(claimed, connection, "null");

      assertThat(complete(claimed, connection, "null")).isEqualTo(SettleAnswer.REVOKED);
      connection.commit();
    }

    assertThat(store.queueStatus().getFirst().counts().succeeded()).isEqualTo(1);
  }

  @Test
  void a_process_that_claimed_nothing_itself_may_complete() throws Exception {
    var claimed = claimOne();
    try (var other = open();
        var connection = billed(claimed)) {
      other.complete(claimed.attempt(), success(claimed, "null"), JdbcTransaction.on(connection));
      connection.commit();
    }

    assertThat(state(claimed)).isEqualTo(JobState.SUCCEEDED);
    worker.done(claimed);
    assertThat(store.queueStatus().getFirst().counts().succeeded()).isEqualTo(1);
  }

  @Test
  void only_a_success_in_a_transaction_that_reads_what_is_committed_is_taken() throws Exception {
    var claimed = claimOne();
    try (var connection = PostgresServer.connect()) {
      assertThatThrownBy(() -> complete(claimed, connection, "null"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("setAutoCommit(false)");
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      assertThatThrownBy(() -> complete(claimed, connection, "null"))
          .hasMessageContaining("TRANSACTION_READ_COMMITTED");
      var failed = worker.ended(claimed, new Outcome.Failed(HandWorker.FAILURE));
      assertThatThrownBy(
              () -> store.complete(claimed.attempt(), failed, JdbcTransaction.on(connection)))
          .hasMessageContaining("failed");
    }
    worker.done(claimed);
  }

  @Test
  void a_store_without_a_part_in_transactions_says_which_has() {
    var claimed = claimOne();
    try (var memory = InMemoryStore.create(time)) {
      assertThatThrownBy(
              () -> memory.complete(claimed.attempt(), success(claimed, "1"), new Transaction() {}))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("PostgreSQL");
    }
    worker.done(claimed);
  }

  // ---- by a worker and its handlers

  @Test
  void a_handler_completes_its_job_together_with_its_own_data() throws Exception {
    try (var percheron = Percheron.on(openInEarnest(), PercheronSettings.DEFAULT)) {
      percheron.handler("bill", (JobContext job) -> bill(percheron, job));
      try (var runs = percheron.worker().start()) {
        var ref = percheron.push(job("bill"));

        assertThat(ref.await(PATIENCE)).isEqualTo("paid");
        assertThat(ref.job().status().worker()).isEqualTo(runs.id());
      }
    }

    assertThat(invoices()).isEqualTo("1");
  }

  @Test
  void a_handler_that_throws_after_its_commit_is_not_run_again() throws Exception {
    var calls = new AtomicInteger();
    try (var percheron = Percheron.on(openInEarnest(), PercheronSettings.DEFAULT)) {
      percheron.handler("bill", (JobContext job) -> thrown(bill(percheron, job), calls));
      try (var runs = percheron.worker().start()) {
        var policy = RetryPolicy.exponential(5, Duration.ofMillis(1));
        var ref = percheron.push(job("bill").retry(policy));

        assertThat(ref.await(PATIENCE)).isEqualTo("paid");
        assertThat(runs.id()).isPresent();
      }
    }

    assertThat(calls).hasValue(1);
    assertThat(invoices()).isEqualTo("1");
  }

  @Test
  void a_handler_that_may_not_complete_is_told_so_and_rolls_back() throws Exception {
    try (var percheron = Percheron.on(openInEarnest(), PercheronSettings.DEFAULT)) {
      percheron.handler("twice", (JobContext job) -> bill(percheron, job) + bill(percheron, job));
      try (var runs = percheron.worker().start()) {
        var ref = percheron.push(job("twice"));

        assertThat(ref.await(PATIENCE)).isEqualTo("paid");
        assertThat(runs.id()).isPresent();
      }
    }

    assertThat(invoices()).isEqualTo("1");
  }

  private static String thrown(String result, AtomicInteger calls) {
    calls.incrementAndGet();
    throw new IllegalStateException("after the commit: " + result);
  }

  private String bill(Percheron percheron, JobContext job) throws SQLException {
    try (var connection = transaction()) {
      insert(connection, job.attempt().job());
      var result = percheron.in(JdbcTransaction.on(connection)).complete(job, "paid");
      connection.commit();
      return result;
    } catch (ClaimLost e) {
      assertThat(e).hasMessageContaining("roll the transaction back");
      throw e;
    }
  }

  /** The server takes a moment to see that a connection is gone. */
  private List<Rescued> rescued() {
    var rescued = List.<Rescued>of();
    for (long end = System.nanoTime() + PATIENCE.toNanos();
        rescued.isEmpty() && System.nanoTime() < end; ) {
      rescued = store.rescue(10, AGAIN);
    }
    return rescued;
  }

  private JobStore open() {
    return new PostgresStoreProvider()
        .open(PostgresServer.url(schema), new StoreSettings(time, false));
  }

  private JobStore openInEarnest() {
    return new PostgresStoreProvider().open(PostgresServer.url(schema), StoreSettings.DEFAULT);
  }

  private ClaimedJob claimOne() {
    store.push(List.of(SampleJobs.simple("h")));
    return worker.claimOne();
  }

  private Connection billed(ClaimedJob job) throws SQLException {
    var connection = transaction();
    insert(connection, id(job));
    return connection;
  }

  private void insert(Connection connection, JobId job) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("INSERT INTO " + schema + ".invoice VALUES (" + job + ")");
    }
  }

  private SettleAnswer complete(ClaimedJob job, Connection connection, String result) {
    return store.complete(job.attempt(), success(job, result), JdbcTransaction.on(connection));
  }

  private AttemptEnd success(ClaimedJob job, String result) {
    return worker.ended(job, new Outcome.Succeeded(result));
  }

  private static JobId id(ClaimedJob job) {
    return job.attempt().job();
  }

  private JobState state(ClaimedJob job) {
    return store.find(id(job)).orElseThrow().state();
  }

  private String invoices() throws SQLException {
    return PostgresServer.ask(schema, "SELECT count(*) FROM invoice");
  }

  private static Connection transaction() throws SQLException {
    var connection = PostgresServer.connect();
    connection.setAutoCommit(false);
    return connection;
  }
}
