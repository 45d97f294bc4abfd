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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Measures the store alone: pushing in batches and one by one, claiming and settling by 500, beside
 * the same driver's raw claim and delete. Run by hand: {@code java … dev.percheron.jdbc.StoreBench
 * DIR}.
 */
final class StoreBench {
  private static final int JOBS = Integer.getInteger("jobs", 100_000);
  private static final int BATCH = 500;

  private StoreBench() {}

  public static void main(String[] args) throws Exception {
    var dir = Path.of(args.length > 0 ? args[0] : ".");
    int rounds = Integer.getInteger("rounds", 4);
    for (int round = 1; round <= rounds; round++) {
      System.out.printf("round %d%n", round);
      withHistory(dir.resolve("bench-history.db"), Duration.ofDays(7), "with history");
      withHistory(dir.resolve("bench-plain.db"), Duration.ZERO, "without history");
      if (!Boolean.getBoolean("only")) {
        single(dir.resolve("bench-single.db"), 1, 2_000);
        single(dir.resolve("bench-single.db"), 8, 4_000);
        raw(dir.resolve("bench-raw.db"));
      }
    }
  }

  private static void withHistory(Path file, Duration keep, String what) throws IOException {
    clear(file);
    try (var store = open(file)) {
      store.declare(Queue.named("bench").keepSucceeded(keep));
      report("batch push, " + what, JOBS, timed(() -> push(store)));
      var worker = store.register(new WorkerStart("bench", "here", 1), Duration.ofHours(1));
      long before = commits(store);
      report("drain, " + what, JOBS, timed(() -> drain(store, worker)));
      System.out.printf("  commits %,d for %,d claims%n", commits(store) - before, JOBS / BATCH);
      if (!Boolean.getBoolean("only")) {
        push(store);
        report("in turns, " + what, JOBS, timed(() -> drainInTurns(store, worker)));
      }
      System.out.printf("  file %,d bytes%n", Files.size(file));
    }
  }

  private static void push(JobStore store) {
    for (int from = 0; from < JOBS; from += 1_000) {
      var jobs = new ArrayList<NewJob>(1_000);
      for (int i = 0; i < 1_000; i++) {
        jobs.add(NewJob.now(JobSpec.of("bench.noop", "bench", "[" + (from + i) + "]")));
      }
      store.push(jobs);
    }
  }

  /** One thread claims and settles in turns. */
  private static void drainInTurns(JobStore store, WorkerId worker) {
    int done = 0;
    for (var claimed = claim(store, worker); !claimed.isEmpty(); claimed = claim(store, worker)) {
      done += settle(store, worker, claimed);
    }
    check(done);
  }

  /** One thread claims, another settles, as in an engine: their writes share commits. */
  private static void drain(JobStore store, WorkerId worker) {
    var claims = new ArrayBlockingQueue<List<ClaimedJob>>(4);
    Thread.ofPlatform().start(() -> claimAll(store, worker, claims));
    int done = 0;
    for (var claimed = take(claims); !claimed.isEmpty(); claimed = take(claims)) {
      done += settle(store, worker, claimed);
    }
    check(done);
  }

  private static void claimAll(
      JobStore store, WorkerId worker, BlockingQueue<List<ClaimedJob>> claims) {
    List<ClaimedJob> claimed;
    do {
      claimed = claim(store, worker);
      put(claims, claimed);
    } while (!claimed.isEmpty());
  }

  private static void put(BlockingQueue<List<ClaimedJob>> claims, List<ClaimedJob> claimed) {
    try {
      claims.put(claimed);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ClaimedJob> take(BlockingQueue<List<ClaimedJob>> claims) {
    try {
      return claims.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ClaimedJob> claim(JobStore store, WorkerId worker) {
    return store.claim(worker, new ClaimRequest("bench", BATCH, 0));
  }

  private static int settle(JobStore store, WorkerId worker, List<ClaimedJob> claimed) {
    var now = Instant.now();
    var settled = new ArrayList<Settled>(claimed.size());
    for (var job : claimed) {
      settled.add(done(job, now));
    }
    return store.settle(worker, settled, List.of()).size();
  }

  private static void check(int done) {
    if (done != JOBS) {
      throw new IllegalStateException("drained " + done);
    }
  }

  private static Settled done(ClaimedJob job, Instant now) {
    return new Settled(
        job,
        new AttemptEnd(Outcome.Succeeded.NOTHING, Optional.of(now), now, Map.of()),
        new Settlement.Done("null"));
  }

  private static void single(Path file, int threads, int each) throws Exception {
    clear(file);
    try (var store = open(file)) {
      var pushers = new ArrayList<Thread>();
      long started = System.nanoTime();
      for (int t = 0; t < threads; t++) {
        pushers.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int i = 0; i < each; i++) {
                    store.push(List.of(NewJob.now(JobSpec.of("bench.noop", "default", "[1]"))));
                  }
                }));
      }
      for (var pusher : pushers) {
        pusher.join();
      }
      System.out.printf("  commits %,d%n", commits(store));
      report(
          "single push, %d threads".formatted(threads),
          threads * each,
          System.nanoTime() - started);
    }
  }

  private static void raw(Path file) throws IOException, SQLException {
    clear(file);
    try (var connection = new org.sqlite.JDBC().connect("jdbc:sqlite:" + file, new Properties());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("CREATE TABLE q (id INTEGER PRIMARY KEY, body TEXT)");
      connection.setAutoCommit(false);
      long started = System.nanoTime();
      try (var insert = connection.prepareStatement("INSERT INTO q (body) VALUES (?)")) {
        for (int i = 0; i < JOBS; i++) {
          insert.setString(1, "[" + i + "]");
          insert.addBatch();
          if (i % 1_000 == 999) {
            insert.executeBatch();
            connection.commit();
          }
        }
      }
      connection.commit();
      report("raw insert by 1,000", JOBS, System.nanoTime() - started);
      started = System.nanoTime();
      try (var claim =
          connection.prepareStatement(
              "DELETE FROM q WHERE id IN (SELECT id FROM q ORDER BY id LIMIT 500) RETURNING id, body")) {
        int got = 0;
        do {
          got = 0;
          try (var rows = claim.executeQuery()) {
            while (rows.next()) {
              rows.getLong(1);
              rows.getString(2);
              got++;
            }
          }
          connection.commit();
        } while (got > 0);
      }
      report("raw claim and delete by 500", JOBS, System.nanoTime() - started);
    }
  }

  private static JobStore open(Path file) {
    return new SqliteStoreProvider().open("jdbc:sqlite:" + file, StoreSettings.DEFAULT);
  }

  private static void clear(Path file) throws IOException {
    for (var suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(file + suffix));
    }
  }

  private static long commits(JobStore store) {
    return ((SqliteStore) store).writer().commits();
  }

  private static long timed(Runnable run) {
    long started = System.nanoTime();
    run.run();
    return System.nanoTime() - started;
  }

  private static void report(String what, int jobs, long nanos) {
    System.out.printf("  %-32s %,10.0f /s%n", what, jobs * 1e9 / nanos);
  }
}
