package dev.percheron.checks.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/** Connections for one contender. */
final class Pool implements AutoCloseable {
  private final HikariDataSource source;

  private Pool(HikariDataSource source) {
    this.source = source;
  }

  /** The driver rewrites batches to inserts of many rows, as the peers' pages advise. */
  static Pool of(String url, int size) {
    var config = new HikariConfig();
    config.setJdbcUrl(url + "&reWriteBatchedInserts=true");
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(size);
    return new Pool(new HikariDataSource(config));
  }

  HikariDataSource source() {
    return source;
  }

  void execute(String sql) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The answer of a statement that gives one boolean. */
  boolean holds(String sql) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
