package dev.percheron.checks.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A PostgreSQL server that this process starts, may crash and starts again. It commits as a server
 * in earnest does: {@code fsync} and {@code synchronous_commit} are on. For one thread.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofMillis(50);

  /** What the embedded server would otherwise set for speed, and what one of this size gets. */
  private static final Map<String, String> IN_EARNEST =
      Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

  private final Path folder;
  private final Map<String, String> settings;
  private final List<String> admitted;
  private final int port;
  private final EmbeddedPostgres server;
  private List<String> command = List.of();

  private PostgresServer(Path folder, Map<String, String> settings, List<String> admitted)
      throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.admitted = admitted;
    this.server = builder().start();
    this.port = server.getPort();
  }

  /**
   * Starts a new one.
   *
   * @param folder where its data and its log go; what is measured is the disk that it is on
   * @param settings of the server, over its defaults
   * @param admitted who may connect besides this machine: lines of {@code pg_hba.conf}
   */
  public static PostgresServer start(
      Path folder, Map<String, String> settings, List<String> admitted) {
    try {
      return new PostgresServer(folder, settings, admitted);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start; see " + log(folder), e);
    }
  }

  /** The URL of a database. */
  public String url(String database) {
    return "jdbc:postgresql://localhost:%d/%s?user=postgres&password=postgres"
        .formatted(port, database);
  }

  /** The port that it listens on, also after it was started again. */
  public int port() {
    return port;
  }

  /**
   * Makes an empty database.
   *
   * @return its URL
   */
  public String create(String database) throws SQLException {
    execute("create database " + database);
    return url(database);
  }

  /** Removes a database and all who are connected to it. */
  public void drop(String database) throws SQLException {
    execute("drop database " + database + " with (force)");
  }

  /** A connection to the server's own database. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url("postgres"));
  }

  /** The process that all others of the server come from. */
  public ProcessHandle postmaster() {
    try {
      var lines = Files.readAllLines(folder.resolve("pgdata/postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, as {@code pg_ctl stop -m immediate} does: without a checkpoint. */
  public void crash() throws InterruptedException {
    var postmaster = postmaster();
    command = command(postmaster);
    signal("-QUIT", postmaster.pid());
    try {
      postmaster.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("PostgreSQL does not stop", e);
    }
  }

  /** Starts it again after {@link #crash}, on the same port and with what it has kept. */
  public void restart() {
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(Redirect.appendTo(log(folder).toFile()))
          .start();
      awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start again; see " + log(folder), e);
    }
  }

  /** The server refuses to run as root; in a namespace of its own it does not know that it does. */
  private static List<String> command(ProcessHandle postmaster) {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(postmaster.info().command().orElseThrow());
    command.addAll(List.of(postmaster.info().arguments().orElseThrow()));
    return command;
  }

  private void awaitReady() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("PostgreSQL does not start again; see " + log(folder));
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private boolean isReady() {
    try (var connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private EmbeddedPostgres.Builder builder() {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("pgdata"))
            .setCleanDataDirectory(false)
            .setDataDirectoryCustomizer(this::admit)
            .setPGStartupWait(PATIENCE)
            .setOutputRedirector(Redirect.appendTo(log(folder).toFile()))
            .setErrorRedirector(Redirect.appendTo(log(folder).toFile()));
    IN_EARNEST.forEach(builder::setServerConfig);
    settings.forEach(builder::setServerConfig);
    return builder;
  }

  private void admit(java.io.File data) {
    try {
      Files.write(
          data.toPath().resolve("pg_hba.conf"), admitted, java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path log(Path folder) {
    return folder.resolve("postgres.log");
  }

  private static void signal(String signal, long pid) throws InterruptedException {
    try {
      new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
