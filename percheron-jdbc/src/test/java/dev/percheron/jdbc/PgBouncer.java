package dev.percheron.jdbc;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The real PgBouncer in transaction mode before the test server, with fewer connections to the
 * server than it lets in: what is left in a session is seen by somebody else. One for the whole
 * JVM. Where it is not installed the tests are skipped, and say so.
 */
final class PgBouncer {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static @Nullable String url;

  private PgBouncer() {}

  /** The URL of a schema through it. */
  static synchronized String url(String schema) {
    var server = PostgresServer.url();
    if (url == null) {
      url = started(server);
    }
    return url + "&percheron.schema=" + schema;
  }

  private static String started(String server) {
    var program = program();
    if (program.isEmpty()) {
      var reason = "pgbouncer is not installed (on Debian: apt-get install pgbouncer)";
      System.err.println("PgBouncer tests are SKIPPED: " + reason);
      Assumptions.abort("PgBouncer tests are SKIPPED: " + reason);
    }
    try {
      return start(program.orElseThrow(), URI.create(server.substring("jdbc:".length())));
    } catch (IOException e) {
      throw new IllegalStateException("pgbouncer does not start", e);
    }
  }

  private static Optional<Path> program() {
    return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String start(Path program, URI server) throws IOException {
    var folder = Files.createTempDirectory("percheron-bouncer-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    int port = freePort();
    var settings = folder.resolve("pgbouncer.ini");
    Files.writeString(settings, settings(server, port));
    var log = folder.resolve("pgbouncer.log").toFile();
    var process =
        new ProcessBuilder(program.toString(), settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    // before 1.21 it knows nothing of prepared statements
    var through =
        "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&prepareThreshold=0&percheron.notifications=off"
            .formatted(port);
    awaitReady(process, through, log.toPath());
    return through;
  }

  /** As root it wants to be told whom to become. */
  private static String settings(URI server, int port) {
    var user = System.getProperty("user.name").equals("root") ? "user = nobody\n" : "";
    return """
    [databases]
    postgres = host=%s port=%d dbname=%s user=postgres %s
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = %d
    unix_socket_dir =
    auth_type = any
    pool_mode = transaction
    default_pool_size = 4
    max_client_conn = 200
    ignore_startup_parameters = extra_float_digits
    %s\
    """
        .formatted(
            server.getHost(),
            server.getPort() < 0 ? 5432 : server.getPort(),
            server.getPath().substring(1),
            password(server.getQuery()),
            port,
            user);
  }

  private static String password(String query) {
    return Stream.of(query.split("&", -1))
        .filter(one -> one.startsWith("password="))
        .findFirst()
        .orElse("");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(Process process, String through, Path log) throws IOException {
    for (long end = System.nanoTime() + PATIENCE.toNanos(); !isReady(through); ) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("pgbouncer does not start: " + Files.readString(log));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static boolean isReady(String through) {
    try (var connection = DriverManager.getConnection(through.replaceAll("&percheron[^&]*", ""))) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }
}
