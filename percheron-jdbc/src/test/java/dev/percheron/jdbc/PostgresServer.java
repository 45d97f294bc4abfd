package dev.percheron.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The server that tests use: one for the whole JVM, a new schema for each test. It is PostgreSQL 18
 * from Maven Central, or the database that {@code PERCHERON_TEST_PG_URL} names. Where no server can
 * be started the tests are skipped, and say so.
 */
final class PostgresServer {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static @Nullable String url;
  private static Optional<String> trouble = Optional.empty();

  private PostgresServer() {}

  /** The URL of the database, to which {@code &} and parameters can be added. */
  static synchronized String url() {
    if (url == null && trouble.isEmpty()) {
      start();
    }
    trouble.ifPresent(reason -> Assumptions.abort("PostgreSQL tests are SKIPPED: " + reason));
    return String.valueOf(url);
  }

  private static void start() {
    var given = System.getenv("PERCHERON_TEST_PG_URL");
    if (given != null && !given.isBlank()) {
      url = given.contains("?") ? given : given + "?";
      return;
    }
    try {
      var server = durable(false).start();
      url = server.getJdbcUrl("postgres", "postgres");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
    } catch (IOException | RuntimeException e) {
      trouble =
          Optional.of(
              "no server could be started (%s); as root that needs user namespaces, else name a database with PERCHERON_TEST_PG_URL"
                  .formatted(e.getMessage()));
      System.err.println("PostgreSQL tests are SKIPPED: " + trouble.orElseThrow());
    }
  }

  /** A server of one's own, with or without flushing to disk. */
  static EmbeddedPostgres.Builder durable(boolean isDurable) {
    var off = isDurable ? "on" : "off";
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", off)
        .setServerConfig("synchronous_commit", off) // off unless said: what is pushed may be lost
        .setServerConfig("full_page_writes", off)
        .setServerConfig("max_connections", "200")
        .setServerConfig("shared_preload_libraries", "pg_stat_statements");
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      System.err.println("the test server was not stopped: " + e);
    }
  }

  /** A name that no other test of this JVM, or of one before, has used. */
  static String newSchema() {
    return "t" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
  }

  static String url(String schema) {
    return url() + "&percheron.schema=" + schema;
  }

  static Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /** Runs statements as another program would, with {@code schema} as the search path. */
  static void run(String schema, String... statements) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema);
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first column of the first row. */
  static String ask(String schema, String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema);
      try (var rows = statement.executeQuery(sql)) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "";
      }
    }
  }

  static void drop(String schema) throws SQLException {
    run("public", "DROP SCHEMA IF EXISTS \"" + schema + "\" CASCADE");
  }
}
