package dev.percheron.jdbc;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.Percheron;
import dev.percheron.PercheronSettings;
import dev.percheron.api.JobEvent;
import dev.percheron.api.JobId;
import dev.percheron.api.JobRef;
import dev.percheron.api.JobRequest;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker at work while its server goes and another takes its place that has lost nothing: every
 * job that was acknowledged ends once, and the worker says what it waits for.
 */
class PostgresFailoverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int JOBS = 200;

  @TempDir private Path folder;
  private final List<JobEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final Map<JobId, AtomicInteger> done = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<JobId> acknowledged = new ConcurrentLinkedQueue<>();
  private final Semaphore go = new Semaphore(0);

  @BeforeEach
  void the_server_may_go_through_the_folder() throws IOException {
    Files.setPosixFilePermissions(
        folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void a_standby_that_was_promoted_goes_on_where_the_primary_stopped() throws Exception {
    int first = OwnServer.freePort();
    int second = OwnServer.freePort();
    var one = folder.resolve("one");
    var two = folder.resolve("two");
    OwnServer.start(one, first).end();
    OwnServer.copyAsStandby(one, two, first);
    OwnServer.set(one, "synchronous_standby_names = '*'");
    try (var primary = OwnServer.start(one, first);
        var standby = OwnServer.start(two, second)) {
      awaitThat(
          "it follows",
          () -> asked(primary, "SELECT count(*) FROM pg_stat_replication").equals("1"));

      work(
          "jdbc:postgresql://localhost:%d,localhost:%d/postgres?user=postgres&password=postgres&targetServerType=primary"
              .formatted(first, second),
          () -> {
            primary.end();
            standby.ask("SELECT pg_promote()");
          });
    }
  }

  @Test
  void the_same_data_on_another_port_goes_on_as_well() throws Exception {
    int first = OwnServer.freePort();
    int second = OwnServer.freePort();
    var data = folder.resolve("data");
    var before = OwnServer.start(data, first);
    var after = new AtomicReference<AutoCloseable>(() -> {});
    try {
      work(
          "jdbc:postgresql://localhost:%d,localhost:%d/postgres?user=postgres&password=postgres"
              .formatted(first, second),
          () -> {
            before.end();
            after.set(OwnServer.start(data, second));
          });
    } finally {
      after.get().close();
    }
  }

  /** What is done to the servers meanwhile. */
  @FunctionalInterface
  private interface Failover {
    void run() throws Exception;
  }

  private void work(String url, Failover failover) throws Exception {
    var store = new PostgresStoreProvider().open(url, StoreSettings.DEFAULT);
    try (var percheron =
        Percheron.on(store, PercheronSettings.DEFAULT).handler("count", this::count)) {
      push(percheron);
      try (var worker = percheron.worker().listen(events::add).start()) {
        go.release(JOBS / 2);
        awaitThat("it is in the middle", () -> done.size() >= JOBS / 4);

        failover.run();
        go.release(JOBS);
        awaitThat("pushing works again", () -> pushed(percheron));
        go.release(JOBS);

        awaitThat("all have ended", () -> isDone(percheron));
        assertThat(worker.isHealthy()).isTrue();
      }
      assertThat(List.copyOf(events)).hasAtLeastOneElementOfType(JobEvent.Trouble.class);
      assertThat(percheron.operations().problems()).isEmpty();
      for (var id : acknowledged) {
        assertThat(percheron.operations().attempts(id))
            .filteredOn(attempt -> attempt.outcome().equals("succeeded"))
            .hasSize(1);
      }
    }
  }

  private void push(Percheron percheron) {
    var requests = Collections.<JobRequest<Object>>nCopies(JOBS, job("count"));
    percheron.pushAll(requests).stream().map(JobRef::id).forEach(acknowledged::add);
  }

  private boolean pushed(Percheron percheron) {
    try {
      acknowledged.add(percheron.push(job("count")).id());
      return true;
    } catch (StoreUnavailable e) {
      assertThat(e).hasMessageContaining("database");
      return false;
    }
  }

  private boolean isDone(Percheron percheron) {
    try {
      var counts = percheron.operations().queues().getFirst().counts();
      return counts.ready() + counts.running() + counts.scheduled() == 0;
    } catch (StoreUnavailable e) {
      return false;
    }
  }

  private void count(dev.percheron.api.JobContext context) throws InterruptedException {
    go.acquire();
    done.computeIfAbsent(context.attempt().job(), any -> new AtomicInteger()).incrementAndGet();
  }

  private static String asked(OwnServer server, String sql) {
    try {
      return server.ask(sql);
    } catch (SQLException e) {
      return "";
    }
  }

  private static void awaitThat(String what, BooleanSupplier holds) {
    for (long end = System.nanoTime() + PATIENCE.toNanos(); !holds.getAsBoolean(); ) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
