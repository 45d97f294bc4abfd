package dev.percheron.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Servers that a test starts, copies and ends, each with its data in a folder of its own. */
final class OwnServer implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final Path data;

  private OwnServer(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /** Starts one on what {@code data} has, or on a new cluster. */
  static OwnServer start(Path data, int port) {
    return start(data, port, Map.of());
  }

  /** The same with settings of its own. */
  static OwnServer start(Path data, int port, Map<String, String> settings) {
    try {
      var builder =
          PostgresServer.durable(true)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPort(port);
      settings.forEach(builder::setServerConfig);
      return new OwnServer(builder.start(), data);
    } catch (IOException | RuntimeException e) {
      System.err.println("a test with servers of its own is SKIPPED: " + e);
      return Assumptions.abort("a server of one's own cannot be started: " + e.getMessage());
    }
  }

  /** The URL of its database. */
  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** A port that is free now. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String host() {
    return "localhost:" + server.getPort();
  }

  /** The data of a server that is ended, as the start of one that follows another. */
  static void copyAsStandby(Path data, Path copy, int primary) throws IOException {
    copy(data, copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
    Files.deleteIfExists(copy.resolve("postmaster.pid"));
    Files.createFile(copy.resolve("standby.signal"));
    Files.write(
        copy.resolve("postgresql.auto.conf"),
        List.of(
            "primary_conninfo = 'host=localhost port=%d user=postgres application_name=standby'"
                .formatted(primary)),
        StandardOpenOption.APPEND);
  }

  /** What {@code setting} there is to be from the next start on. */
  static void set(Path data, String setting) throws IOException {
    Files.write(data.resolve("postgresql.auto.conf"), List.of(setting), StandardOpenOption.APPEND);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      files.forEach(file -> copyOne(file, to.resolve(from.relativize(file).toString())));
    }
  }

  private static void copyOne(Path file, Path to) {
    try {
      if (Files.isDirectory(file)) {
        Files.createDirectories(to);
      } else {
        Files.copy(file, to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String ask(String sql) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  Path data() {
    return data;
  }

  /** Ends it before the test does. */
  void end() throws IOException {
    server.close();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
