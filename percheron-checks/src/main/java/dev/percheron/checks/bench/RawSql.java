package dev.percheron.checks.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;

/**
 * What the driver and the server can do with a plain table and no queue around it: single commits,
 * inserts from arrays, and claim and delete in batches.
 */
final class RawSql implements Contender {
  private static final int BATCH = 10_000;
  private static final int CLAIM = 500;

  private final Pool pool;
  private final int clients;

  /** With so many connections that claim and delete. */
  RawSql(String url, int clients) {
    this.pool = Pool.of(url, 10);
    this.clients = clients;
  }

  @Override
  public void create() throws SQLException {
    pool.execute(
        "create table raw (id bigserial primary key, queue int not null, args text not null)");
  }

  @Override
  public void push() throws SQLException {
    try (var connection = pool.source().getConnection();
        var insert = connection.prepareStatement("insert into raw (queue, args) values (?, ?)")) {
      insert.setInt(1, 1);
      insert.setString(2, "[]");
      insert.executeUpdate();
    }
  }

  @Override
  public void pushAll(int count) throws SQLException {
    try (var connection = pool.source().getConnection();
        var insert =
            connection.prepareStatement(
                "insert into raw (queue, args) select * from unnest(?::int[], ?::text[])")) {
      for (int left = count; left > 0; left -= BATCH) {
        int size = Math.min(BATCH, left);
        insert.setArray(1, array(connection, "int", size, 1));
        insert.setArray(2, array(connection, "text", size, "[]"));
        insert.executeUpdate();
      }
    }
  }

  private static java.sql.Array array(Connection connection, String type, int size, Object value)
      throws SQLException {
    return connection.createArrayOf(type, Collections.nCopies(size, value).toArray());
  }

  @Override
  public boolean isDone() throws SQLException {
    return pool.holds("select not exists (select from raw)");
  }

  @Override
  public AutoCloseable work() {
    var threads = new ArrayList<Claimer>();
    for (int i = 0; i < clients; i++) {
      threads.add(new Claimer());
    }
    threads.forEach(Thread::start);
    return () -> {
      for (var thread : threads) {
        thread.stopped = true;
        thread.join();
      }
    };
  }

  @Override
  public void close() {
    pool.close();
  }

  /** Claims and deletes until it is stopped. */
  private final class Claimer extends Thread {
    private volatile boolean stopped;

    Claimer() {
      super("raw-claimer");
    }

    @Override
    public void run() {
      try (var connection = pool.source().getConnection();
          var delete =
              connection.prepareStatement(
                  "delete from raw where id = any (array(select id from raw order by id limit "
                      + CLAIM
                      + " for update skip locked)) returning id, args")) {
        while (!stopped) {
          claim(delete);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private void claim(PreparedStatement delete) throws SQLException {
      int taken = 0;
      try (var rows = delete.executeQuery()) {
        while (rows.next()) {
          rows.getLong(1);
          rows.getString(2);
          taken++;
        }
      }
      if (taken > 0) {
        Board.ofThisProcess().ran(taken);
      } else {
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
      }
    }
  }
}
