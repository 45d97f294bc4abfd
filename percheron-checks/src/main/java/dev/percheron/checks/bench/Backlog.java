package dev.percheron.checks.bench;

import dev.percheron.checks.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Drains under conditions that grow: with very many jobs waiting, and while a session holds an old
 * snapshot, so that no dead row can be removed. One worker, warm from the rounds before. For one
 * thread.
 */
record Backlog(PostgresServer server, Board board, Rounds rounds, Samples samples) {
  private static final int FEW = 10_000;
  private static final int TIMES = 5;
  private static final long LONGEST = Duration.ofMinutes(10).toNanos();

  /** With few waiting: the rate that the others are compared with. */
  void few(Entrant entrant) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      var name = "few" + i;
      try (var contender = rounds.fresh(entrant, name)) {
        contender.pushAll(FEW);
        samples.add(entrant, Measure.BACKLOG_10K, first(entrant, name, FEW));
      }
      server.drop(entrant.database(name));
    }
  }

  /** With {@code waiting} jobs: the rate of the first {@code timed}, then the worker is stopped. */
  void many(Entrant entrant, Measure measure, int waiting, int timed) throws Exception {
    var name = "many" + waiting;
    try (var contender = rounds.fresh(entrant, name)) {
      contender.pushAll(waiting);
      samples.add(entrant, measure, first(entrant, name, timed));
    }
    server.drop(entrant.database(name));
  }

  private double first(Entrant entrant, String name, int timed) {
    var worker = rounds.crew().of(entrant).getFirst();
    rounds.start(List.of(worker), server.url(entrant.database(name)));
    board.await(timed, LONGEST);
    double seconds = (System.nanoTime() - board.firstNanos()) / 1e9;
    double rate = board.jobs() / seconds;
    worker.awaitStart();
    worker.stop();
    return rate;
  }

  /** Pushes and drains for {@code time}, twice; the second time with an old snapshot held. */
  void snapshot(Entrant entrant, Duration time, int count) throws Exception {
    samples.add(entrant, Measure.CLEAN, late(drains(entrant, "clean", time, count)));
    var name = entrant.database("held");
    try (var contender = rounds.fresh(entrant, "held");
        var holder = holder(server.url(name))) {
      var rates = drains(entrant, contender, "held", time, count);
      holder.rollback();
      samples.add(entrant, Measure.SNAPSHOT, late(rates));
    }
    server.drop(name);
  }

  private List<Double> drains(Entrant entrant, String purpose, Duration time, int count)
      throws Exception {
    try (var contender = rounds.fresh(entrant, purpose)) {
      return drains(entrant, contender, purpose, time, count);
    } finally {
      server.drop(entrant.database(purpose));
    }
  }

  private List<Double> drains(
      Entrant entrant, Contender contender, String purpose, Duration time, int count)
      throws Exception {
    var worker = rounds.crew().of(entrant).getFirst();
    var rates = new ArrayList<Double>();
    rounds.start(List.of(worker), server.url(entrant.database(purpose)));
    worker.awaitStart();
    for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
      board.clear();
      long start = System.nanoTime();
      contender.pushAll(count);
      board.await(count, LONGEST);
      Wait.untilDone(contender);
      rates.add(count / ((System.nanoTime() - start) / 1e9));
    }
    worker.stop();
    return rates;
  }

  /** The middle of the last third: what it has come to. */
  private static double late(List<Double> rates) {
    return Samples.quantile(rates.subList(rates.size() * 2 / 3, rates.size()), 0.5);
  }

  private static Connection holder(String url) throws SQLException {
    var connection = java.sql.DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (var statement = connection.createStatement()) {
      statement.execute("select count(*) from pg_class");
    }
    return connection;
  }
}
