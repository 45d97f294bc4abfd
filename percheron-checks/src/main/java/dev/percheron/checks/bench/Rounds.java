package dev.percheron.checks.bench;

import dev.percheron.checks.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One entrant's part of a round: pushes, drains and probes, each on a database that nobody has
 * used. For one thread.
 *
 * @param server where the databases are
 * @param board what jobs tell
 * @param crew the worker processes, by entrant
 * @param samples where the figures go
 * @param share how much of the usual number of jobs, above 0
 */
record Rounds(PostgresServer server, Board board, Crew crew, Samples samples, double share) {
  private static final int THREADS = 8;
  private static final long LONGEST = Duration.ofMinutes(5).toNanos();

  /** Measures everything that {@code entrant} is measured in. */
  void run(Entrant entrant, int round) throws Exception {
    pushes(entrant, round);
    drainAlone(entrant, round);
    drainTogether(entrant, round);
  }

  private int scaled(int count) {
    return (int) Math.max(10, count * share);
  }

  private void pushes(Entrant entrant, int round) throws Exception {
    if (entrant.singles() == 0) {
      return;
    }
    int count = scaled(entrant.singles()) / THREADS * THREADS;
    try (var contender = fresh(entrant, "push" + round)) {
      contender.push(); // opens what is opened late
      samples.add(entrant, Measure.PUSH, rate(count, () -> push(contender, count)));
      samples.add(entrant, Measure.PUSH_8, rate(count, () -> pushFromAll(contender, count)));
    }
    server.drop(entrant.database("push" + round));
  }

  private void drainAlone(Entrant entrant, int round) throws Exception {
    int count = scaled(entrant.jobs());
    var name = "one" + round;
    try (var contender = fresh(entrant, name)) {
      long wal = wal();
      samples.add(entrant, Measure.BATCH, rate(count, () -> pushAll(contender, count)));
      var worker = crew.of(entrant).getFirst();
      var ours = worker.cpu();
      var theirs = Cpu.ofAll(server.postmaster());
      samples.add(entrant, Measure.DRAIN, drain(contender, count, name, entrant, 1));
      samples.add(entrant, Measure.CPU_WORKER, per10k(worker.cpu().minus(ours), count));
      var used = Cpu.ofAll(server.postmaster()).minus(theirs);
      samples.add(entrant, Measure.CPU_SERVER, per10k(used, count));
      samples.add(entrant, Measure.WAL, (double) (wal() - wal) / count);
      probe(entrant, contender, worker);
      worker.stop();
    }
    server.drop(entrant.database(name));
  }

  private void drainTogether(Entrant entrant, int round) throws Exception {
    int count = scaled(entrant.jobs());
    var name = "two" + round;
    try (var contender = fresh(entrant, name)) {
      contender.pushAll(count);
      samples.add(entrant, Measure.DRAIN_2, drain(contender, count, name, entrant, 2));
      crew.of(entrant).forEach(WorkerProcess::stop);
    }
    server.drop(entrant.database(name));
  }

  /** Leaves the workers running. */
  private double drain(Contender contender, int count, String name, Entrant entrant, int workers)
      throws Exception {
    var all = crew.of(entrant).subList(0, workers);
    start(all, server.url(entrant.database(name)));
    board.await(count, LONGEST);
    Wait.untilDone(contender);
    double seconds = (System.nanoTime() - board.firstNanos()) / 1e9;
    all.forEach(WorkerProcess::awaitStart);
    return count / seconds;
  }

  /** All at once, when all have their connections. */
  void start(List<WorkerProcess> workers, String url) {
    workers.forEach(worker -> worker.open(url));
    board.clear();
    workers.forEach(WorkerProcess::start);
  }

  private void probe(Entrant entrant, Contender contender, WorkerProcess worker) throws Exception {
    if (entrant.probes() == 0) {
      return;
    }
    int count = (int) Math.max(3, entrant.probes() * Math.min(1, share));
    var other = Probes.millis(contender, board, count, entrant.gap());
    samples.add(entrant, Measure.OTHER_P50, Samples.quantile(other, 0.5));
    samples.add(entrant, Measure.OTHER_P99, Samples.quantile(other, 0.99));
    var same = worker.probe(count, entrant.gap());
    samples.add(entrant, Measure.SAME_P50, Samples.quantile(same, 0.5));
    samples.add(entrant, Measure.SAME_P99, Samples.quantile(same, 0.99));
  }

  /** An entrant on a database that is made for it. */
  Contender fresh(Entrant entrant, String purpose) throws Exception {
    var contender = entrant.open(server.create(entrant.database(purpose)));
    contender.create();
    return contender;
  }

  private long wal() throws SQLException {
    try (var connection = server.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_current_wal_lsn() - '0/0'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static double per10k(Duration time, int count) {
    return time.toMillis() / 1e3 / count * 10_000;
  }

  private static double rate(int count, Callable<?> work) throws Exception {
    long start = System.nanoTime();
    work.call();
    return count / ((System.nanoTime() - start) / 1e9);
  }

  private static @Nullable Void pushAll(Contender contender, int count) throws Exception {
    contender.pushAll(count);
    return null;
  }

  private static @Nullable Void push(Contender contender, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      contender.push();
    }
    return null;
  }

  private static @Nullable Void pushFromAll(Contender contender, int count) throws Exception {
    var done = new CountDownLatch(THREADS);
    var trouble = new AtomicReference<@Nullable Exception>();
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform()
          .name("pusher-" + i)
          .start(() -> {
            try {
              push(contender, count / THREADS);
            } catch (Exception e) {
              trouble.set(e);
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
    var found = trouble.get();
    if (found != null) {
      throw found;
    }
    return null;
  }

  /** All of an entrant's processes. */
  interface Crew {
    /** Two of them. */
    List<WorkerProcess> of(Entrant entrant);
  }
}
