package dev.percheron.cli;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server for the tests of this module, made when it is first needed, or the one that
 * {@code PERCHERON_TEST_PG_URL} names. Where none can be started the tests are skipped, and say so.
 */
final class TestServer {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static @Nullable String url;

  private TestServer() {}

  /** A store in a schema that does not exist yet. */
  static String newStore() {
    return url()
        + "&percheron.schema=c%d_%d"
            .formatted(ProcessHandle.current().pid(), SCHEMAS.incrementAndGet());
  }

  /** The database, for statements of the test's own. */
  static synchronized String url() {
    var known = url;
    if (known == null) {
      var given = System.getenv("PERCHERON_TEST_PG_URL");
      known =
          given == null || given.isBlank() ? started() : given.contains("?") ? given : given + "?";
      url = known;
    }
    return known;
  }

  private static String started() {
    try {
      var server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      return server.getJdbcUrl("postgres", "postgres");
    } catch (IOException | RuntimeException e) {
      System.err.println("PostgreSQL tests are SKIPPED: " + e);
      return Assumptions.abort("PostgreSQL tests are SKIPPED: " + e.getMessage());
    }
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs statements as another program would, in the schema of a store. */
  static void run(String store, String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema(store));
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static String schema(String store) {
    return store.replaceFirst(".*percheron.schema=", "");
  }

  static void drop(String store) throws SQLException {
    run("public", "DROP SCHEMA IF EXISTS " + schema(store) + " CASCADE");
  }
}
