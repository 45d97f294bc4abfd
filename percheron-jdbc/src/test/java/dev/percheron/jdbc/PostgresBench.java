package dev.percheron.jdbc;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Outcome;
import dev.percheron.api.Queue;
import dev.percheron.api.Settlement;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Settled;
import dev.percheron.spi.StoreSettings;
import dev.percheron.spi.WorkerStart;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Measures the store on PostgreSQL alone, beside the same driver's raw statements in the same
 * rounds. Run by hand: {@code java … dev.percheron.jdbc.PostgresBench}, with {@code -Drounds=4
 * -Djobs=100000}. The server is the one of the tests, but flushes to disk.
 */
final class PostgresBench {
  private static final int JOBS = Integer.getInteger("jobs", 50_000);
  private static final int BATCH = 500;
  private static String url = "";

  private PostgresBench() {}

  public static void main(String[] args) throws Exception {
    var given = System.getenv("PERCHERON_TEST_PG_URL");
    try (var server =
        given == null
            ? PostgresServer.durable(true)
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("pg_stat_statements.track_planning", "on")
                .start()
            : null) {
      url = server == null ? given + "?" : server.getJdbcUrl("postgres", "postgres");
      if (Boolean.getBoolean("statements")) {
        try (var connection = raw();
            var statement = connection.createStatement()) {
          statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        }
      }
      for (int round = 1; round <= Integer.getInteger("rounds", 3); round++) {
        System.out.printf("round %d%n", round);
        round();
      }
    }
  }

  private static void round() throws Exception {
    rawBatch();
    stored(Duration.ofDays(7), "with history");
    rawDrain(1);
    rawDrain(4);
    stored(Duration.ZERO, "without history");
    rawSingle(1, 2_000);
    single(1, 2_000);
    rawSingle(8, 1_000);
    single(8, 1_000);
    if (Boolean.getBoolean("backlog")) {
      backlog();
    }
    if (Boolean.getBoolean("statements")) {
      statements();
    }
  }

  /** What the server spent its time on. */
  private static void statements() throws SQLException {
    try (var connection = raw();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT calls, total_exec_time, mean_exec_time, total_plan_time, wal_bytes / calls,"
                    + " left(regexp_replace(query, '\\s+', ' ', 'g'), 150) FROM pg_stat_statements"
                    + " ORDER BY 2 DESC LIMIT 16")) {
      while (rows.next()) {
        System.out.printf(
            "  %,8d calls %,8.0f ms, %,8.4f each, plans %,6.0f ms, wal %,d  %s%n",
            rows.getLong(1),
            rows.getDouble(2),
            rows.getDouble(3),
            rows.getDouble(4),
            rows.getLong(5),
            rows.getString(6));
      }
    }
  }

  private static void stored(Duration keep, String what) {
    try (var store = open()) {
      store.declare(Queue.named("bench").keepSucceeded(keep));
      report("batch push, " + what, JOBS, timed(() -> push(store, JOBS)));
      var worker = store.register(new WorkerStart("bench", "here", 1), Duration.ofHours(1));
      report("drain, " + what, JOBS, timed(() -> drain(store, worker, JOBS)));
    }
  }

  private static void backlog() {
    try (var store = open()) {
      store.declare(Queue.named("bench"));
      var worker = store.register(new WorkerStart("bench", "here", 1), Duration.ofHours(1));
      push(store, 10_000);
      drain(store, worker, 10_000);
      push(store, 10_000);
      report("drain of 10,000", 10_000, timed(() -> drain(store, worker, 10_000)));
      push(store, 1_000_000);
      report("drain at 1,000,000", 100_000, timed(() -> drain(store, worker, 100_000)));
    }
  }

  private static void push(JobStore store, int jobs) {
    for (int from = 0; from < jobs; from += 1_000) {
      var batch = new ArrayList<NewJob>(1_000);
      for (int i = 0; i < 1_000; i++) {
        batch.add(NewJob.now(JobSpec.of("bench.noop", "bench", "[" + (from + i) + "]")));
      }
      store.push(batch);
    }
  }

  /** One thread claims, another settles, as in an engine. */
  private static void drain(JobStore store, WorkerId worker, int jobs) {
    var claims = new ArrayBlockingQueue<List<ClaimedJob>>(4);
    Thread.ofPlatform()
        .start(() -> {
          for (int claimed = 0; claimed < jobs; ) {
            var batch = store.claim(worker, new ClaimRequest("bench", BATCH, 0));
            claimed += batch.size();
            put(claims, batch);
          }
        });
    for (int done = 0; done < jobs; ) {
      done += settle(store, worker, take(claims));
    }
  }

  private static void put(ArrayBlockingQueue<List<ClaimedJob>> claims, List<ClaimedJob> claimed) {
    try {
      claims.put(claimed);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ClaimedJob> take(ArrayBlockingQueue<List<ClaimedJob>> claims) {
    try {
      return claims.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int settle(JobStore store, WorkerId worker, List<ClaimedJob> claimed) {
    var now = Instant.now();
    var settled = new ArrayList<Settled>(claimed.size());
    for (var job : claimed) {
      var end = new AttemptEnd(Outcome.Succeeded.NOTHING, Optional.of(now), now, Map.of());
      settled.add(new Settled(job, end, new Settlement.Done("null")));
    }
    return store.settle(worker, settled, List.of()).size();
  }

  private static void single(int threads, int each) throws Exception {
    try (var store = open()) {
      store.push(List.of(NewJob.now(JobSpec.of("bench.noop", "default", "[1]"))));
      report(
          "single push, %d threads".formatted(threads),
          threads * each,
          together(
              threads,
              () -> {
                for (int i = 0; i < each; i++) {
                  store.push(List.of(NewJob.now(JobSpec.of("bench.noop", "default", "[1]"))));
                }
              }));
    }
  }

  /** A part of a run that may fail. */
  @FunctionalInterface
  private interface Part {
    void run() throws SQLException;
  }

  private static long together(int threads, Part part) throws InterruptedException {
    long started = System.nanoTime();
    var running = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      running.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  part.run();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    for (var thread : running) {
      thread.join();
    }
    return System.nanoTime() - started;
  }

  private static Connection raw() throws SQLException {
    return DriverManager.getConnection(url);
  }

  private static void table(String columns) throws SQLException {
    try (var connection = raw();
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS raw; CREATE TABLE raw (" + columns + ")");
    }
  }

  private static void rawSingle(int threads, int each) throws Exception {
    table("id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text");
    report(
        "raw commits, %d clients".formatted(threads),
        threads * each,
        together(
            threads,
            () -> {
              try (var connection = raw();
                  var insert = connection.prepareStatement("INSERT INTO raw (body) VALUES (?)")) {
                for (int i = 0; i < each; i++) {
                  insert.setString(1, "[1]");
                  insert.executeUpdate();
                }
              }
            }));
  }

  private static void rawBatch() throws SQLException {
    table("id bigint PRIMARY KEY, body text");
    long started = System.nanoTime();
    fill(JOBS);
    report("raw unnest by 1,000", JOBS, System.nanoTime() - started);
  }

  private static void fill(int jobs) throws SQLException {
    try (var connection = raw();
        var insert =
            connection.prepareStatement(
                "INSERT INTO raw (id, body) SELECT * FROM unnest(?::bigint[], ?::text[])")) {
      for (int from = 0; from < jobs; from += 1_000) {
        var ids = new long[1_000];
        var bodies = new String[1_000];
        for (int i = 0; i < 1_000; i++) {
          ids[i] = (long) from + i;
          bodies[i] = "[" + (from + i) + "]";
        }
        insert.setObject(1, ids);
        insert.setObject(2, bodies);
        insert.executeUpdate();
      }
    }
  }

  private static void rawDrain(int clients) throws Exception {
    table("id bigint PRIMARY KEY, body text");
    fill(JOBS);
    report(
        "raw claim and delete by 500, %d clients".formatted(clients),
        JOBS,
        together(clients, PostgresBench::rawDrain));
  }

  private static void rawDrain() throws SQLException {
    try (var connection = raw();
        var claim =
            connection.prepareStatement(
                "DELETE FROM raw WHERE id IN (SELECT id FROM raw ORDER BY id LIMIT 500 FOR UPDATE"
                    + " SKIP LOCKED) RETURNING id, body")) {
      int got;
      do {
        got = 0;
        try (var rows = claim.executeQuery()) {
          while (rows.next()) {
            got += rows.getString(2).isEmpty() ? 0 : 1;
          }
        }
      } while (got > 0);
    }
  }

  private static JobStore open() {
    return new PostgresStoreProvider()
        .open(url + "&percheron.schema=" + PostgresServer.newSchema(), StoreSettings.DEFAULT);
  }

  private static long timed(Runnable run) {
    long started = System.nanoTime();
    run.run();
    return System.nanoTime() - started;
  }

  private static void report(String what, int jobs, long nanos) {
    System.out.printf("  %-40s %,10.0f /s%n", what, jobs * 1e9 / nanos);
  }
}
