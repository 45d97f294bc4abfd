package dev.percheron.jdbc;

import dev.percheron.api.StoreUnavailable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/** A server of one's own that dies and comes back by itself. */
final class CrashedServer {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private CrashedServer() {}

  /**
   * Kills one backend with {@code kill -9}: the server takes that for a crash, throws everybody out
   * and recovers from its log, as after a power cut.
   */
  static void restart(EmbeddedPostgres server) throws SQLException, IOException {
    try (var witness = server.getPostgresDatabase().getConnection();
        var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT pg_backend_pid(), current_setting('data_directory')")) {
      rows.next();
      kill(rows.getLong(1), Path.of(rows.getString(2)));
      awaitEnd(witness);
    }
  }

  /** Until the others have been thrown out as well: before that they would find all as it was. */
  private static void awaitEnd(Connection witness) throws SQLException {
    for (long end = System.nanoTime() + PATIENCE.toNanos(); witness.isValid(1); ) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the server has not crashed within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }

  private static void kill(long inside, Path directory) throws IOException {
    // The server may see other process numbers than we do: it can live in a namespace of its own.
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var process : processes) {
        if (isPid(process, inside) && isIn(process, directory)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
              .ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    }
  }

  private static boolean isPid(Path process, long inside) {
    try {
      var status = Files.readString(process.resolve("status"));
      return status.contains("Name:\tpostgres")
          && status
              .lines()
              .anyMatch(line -> line.startsWith("NSpid:") && line.endsWith("\t" + inside));
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }

  /** A backend works in the directory of its data. */
  private static boolean isIn(Path process, Path directory) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(directory);
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }

  /** Tries until the store answers, for a minute at most. */
  static <T> T await(Supplier<T> ask) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return ask.get();
      } catch (StoreUnavailable e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }
}
