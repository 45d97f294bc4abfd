package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Failure;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Settlement;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.StoreSettings;
import dev.percheron.spi.WorkerStart;
import dev.percheron.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A claim is taken in one step and read in another; here time passes between them. */
class ClaimsTest {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final ClaimRequest ONE = new ClaimRequest("default", 1, 0);

  @TempDir Path directory;
  private final ManualTime time = new ManualTime();
  private SqliteStore store;

  @BeforeEach
  void open() {
    var file = SqliteFile.at(TestFiles.url(directory.resolve("jobs.db")));
    store = SqliteStore.open(file, new StoreSettings(time, false), Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_claim_that_is_read_at_once_tells_of_its_jobs() {
    store.push(List.of(NewJob.now(JobSpec.of("handler", "default", "[]"))));
    var worker = register();

    var taken = store.claims().take(worker, ONE).orElseThrow();

    assertThat(store.claims().read(worker, ONE, taken)).hasSize(1);
  }

  @Test
  void a_worker_that_was_frozen_before_it_read_its_claim_starts_nothing_of_it() {
    store.push(List.of(NewJob.now(JobSpec.of("handler", "default", "[]"))));
    var frozen = register();
    var taken = store.claims().take(frozen, ONE).orElseThrow();

    time.advance(LEASE.plusMillis(1));
    store.rescue(10, lost -> new Settlement.Retry(Duration.ZERO, Failure.of("lost", "")));
    assertThat(store.claim(register(), ONE)).hasSize(1);

    assertThat(store.claims().read(frozen, ONE, taken)).isEmpty();
  }

  private WorkerId register() {
    return store.register(new WorkerStart("worker", "host", 1), LEASE);
  }
}
