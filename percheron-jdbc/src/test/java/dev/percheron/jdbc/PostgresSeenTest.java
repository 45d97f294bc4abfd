package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobFilter;
import dev.percheron.api.Queue;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.StoreSettings;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.store.HandWorker;
import dev.percheron.testkit.store.SampleJobs;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The coarse index of which jobs are where: it is as long as there are jobs, not longer. */
class PostgresSeenTest {
  private static final Duration OTHERS = Duration.ofDays(30);

  private final String schema = PostgresServer.newSchema();
  private final ManualTime time = new ManualTime();
  private final JobStore store =
      new PostgresStoreProvider().open(PostgresServer.url(schema), new StoreSettings(time, false));

  @BeforeEach
  void nothing_is_kept_of_what_succeeds() {
    store.declare(Queue.named("default").keepSucceeded(Duration.ZERO));
  }

  @AfterEach
  void drop_the_schema() throws SQLException {
    assertThat(store.problems()).isEmpty();
    store.close();
    PostgresServer.drop(schema);
  }

  @Test
  void a_stretch_of_numbers_without_jobs_is_forgotten_after_some_days() throws Exception {
    pushAndFinish("old");
    assertThat(stretches()).isEqualTo("1");

    store.prune(OTHERS, 100);
    assertThat(stretches()).isEqualTo("1"); // a push of today may not be committed yet
    time.advance(Duration.ofDays(3));
    store.prune(OTHERS, 100);

    assertThat(stretches()).isEqualTo("0");
  }

  @Test
  void a_stretch_with_a_job_is_kept_however_old_it_is() throws Exception {
    var job = store.push(List.of(SampleJobs.simple("waiting"))).getFirst().id();
    time.advance(Duration.ofDays(300));

    store.prune(OTHERS, 100);

    assertThat(stretches()).isEqualTo("1");
    assertThat(store.list(JobFilter.NEWEST.handler("waiting"))).extracting("id").contains(job);
  }

  @Test
  void a_job_that_is_pushed_where_the_stretch_was_forgotten_is_found_by_its_handler()
      throws Exception {
    pushAndFinish("again");
    time.advance(Duration.ofDays(3));
    store.prune(OTHERS, 100);
    assertThat(stretches()).isEqualTo("0");

    var job = store.push(List.of(SampleJobs.simple("again"))).getFirst().id();

    assertThat(store.list(JobFilter.NEWEST.handler("again"))).extracting("id").containsExactly(job);
  }

  private void pushAndFinish(String handler) {
    store.push(List.of(SampleJobs.simple(handler)));
    var worker = HandWorker.register(store, time);
    worker.allDone(worker.claim(1));
  }

  private String stretches() throws SQLException {
    return PostgresServer.ask(schema, "SELECT count(*) FROM seen");
  }
}
