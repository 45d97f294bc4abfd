package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.jdbc.CountedConnections.Counts;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.StoreSettings;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.store.HandWorker;
import dev.percheron.testkit.store.SampleJobs;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many statements and commits a job costs, so that they cannot creep up. */
class PostgresCountsTest {
  private final String schema = PostgresServer.newSchema();
  private final ManualTime time = new ManualTime();
  private final CountedConnections connections = new CountedConnections(PostgresServer.url());
  private final JobStore store =
      PostgresDatabase.over(connections)
          .schema(schema)
          .withoutNotifications()
          .open(new StoreSettings(time, false));
  private final HandWorker worker = HandWorker.register(store, time);

  @BeforeEach
  void what_is_done_once_has_been_done() {
    for (int i = 0; i < 3; i++) {
      store.push(jobs(1));
      worker.allDone(worker.claim(1));
    }
    connections.take();
  }

  private static List<NewJob> jobs(int count) {
    return Collections.nCopies(count, SampleJobs.simple("h"));
  }

  @AfterEach
  void drop_the_schema() throws SQLException {
    assertThat(store.problems()).isEmpty();
    store.close();
    PostgresServer.drop(schema);
  }

  @Test
  void a_push_is_one_statement_and_one_commit_but_for_a_block_of_numbers_now_and_then() {
    for (int i = 0; i < 1_000; i++) {
      store.push(jobs(1));
    }

    var counts = connections.take();
    assertThat(counts.statements()).isBetween(1_000, 1_040);
    assertThat(counts.commits()).isEqualTo(counts.statements());
  }

  @Test
  void a_batch_of_a_thousand_is_one_commit_and_now_and_then_one_for_its_numbers() {
    for (int i = 0; i < 10; i++) {
      store.push(jobs(1_000));

      // the jobs; a block of ids and the coarse index, each by itself
      var counts = connections.take();
      assertThat(counts.statements()).isBetween(1, 4);
      assertThat(counts.commits()).isBetween(1, 4);
    }
  }

  @Test
  void a_batch_of_many_handlers_costs_no_statement_for_each_of_them() {
    var jobs = new ArrayList<NewJob>();
    for (int i = 0; i < 1_000; i++) {
      jobs.add(SampleJobs.simple("handler-" + i % 100));
    }

    store.push(jobs);
    // which names are known, the new ones, their numbers; a block of ids, the coarse index, the
    // jobs
    assertThat(connections.take()).isEqualTo(new Counts(6, 6));

    store.push(jobs.subList(0, 100));
    assertThat(connections.take().statements()).isBetween(1, 3); // all of that is remembered
  }

  @Test
  void a_claim_of_many_is_one_statement_and_so_is_settling_them() {
    store.push(jobs(500));
    connections.take();

    var claimed = worker.claim(500);
    assertThat(connections.take()).isEqualTo(new Counts(1, 1));

    worker.allDone(claimed);
    assertThat(connections.take()).isEqualTo(new Counts(1, 1));
  }

  @Test
  void jobs_one_by_one_are_three_statements_and_three_commits_each() {
    for (int i = 0; i < 100; i++) {
      store.push(jobs(1));
      worker.allDone(worker.claim(1));
    }

    // a block of numbers now and then, and a look from the beginning every second
    assertThat(connections.take().statements()).isBetween(300, 320);
  }

  @Test
  void a_retry_goes_the_long_way_which_is_two_commits() {
    store.push(List.of(SampleJobs.simple("h")));
    var claimed = worker.claimOne();
    connections.take();

    worker.retry(claimed, Duration.ofSeconds(1));

    // the time, the claim, what it has, its attempt and its tries, where it goes, the counts, its
    // marks
    var counts = connections.take();
    assertThat(counts.statements()).isBetween(5, 14);
    assertThat(counts.commits()).isLessThanOrEqualTo(2);
  }

  @Test
  void a_retry_among_many_does_not_cost_the_others_a_commit() {
    store.push(jobs(100));
    var claimed = worker.claim(100);
    connections.take();

    worker.settle(claimed.stream().map(worker::success).toList().subList(1, 100));
    worker.retry(claimed.getFirst(), Duration.ZERO);

    assertThat(connections.take().commits()).isLessThanOrEqualTo(3);
  }

  @Test
  void completing_a_job_in_a_transaction_of_the_users_is_one_commit_of_the_stores()
      throws Exception {
    store.push(List.of(SampleJobs.simple("h")));
    ClaimedJob claimed = worker.claimOne();
    connections.take();
    try (var connection = PostgresServer.connect()) {
      connection.setAutoCommit(false);

      store.complete(
          claimed.attempt(),
          worker.ended(claimed, dev.percheron.api.Outcome.Succeeded.NOTHING),
          JdbcTransaction.on(connection));

      assertThat(connections.take().commits()).isEqualTo(1);
      connection.commit();
    }
  }

  @Test
  void looking_when_there_is_nothing_is_one_statement() {
    worker.claim(10); // from where the last one stopped, and from the beginning
    connections.take();

    assertThat(worker.claim(10)).isEmpty();

    assertThat(connections.take()).isEqualTo(new Counts(1, 1));
  }
}
