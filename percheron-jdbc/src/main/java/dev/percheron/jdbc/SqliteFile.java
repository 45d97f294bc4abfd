package dev.percheron.jdbc;

import dev.percheron.api.Names;
import dev.percheron.api.StoreUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * A database file: found by URL, looked at before it is opened, opened with the settings that the
 * promises need.
 */
final class SqliteFile {
  /** What the URLs of such stores begin with. */
  static final String SCHEME = "jdbc:sqlite:";

  private static final Path MOUNTS = Path.of("/proc/mounts");
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1);

  private final Path path;
  private final SqliteTrouble trouble;

  private SqliteFile(Path path) {
    this.path = path;
    this.trouble = new SqliteTrouble(path);
  }

  /**
   * The file that a URL names.
   *
   * @throws StoreUnavailable when it names none
   */
  static SqliteFile at(String url) {
    var name = url.substring(SCHEME.length());
    if (name.isBlank() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
      throw new StoreUnavailable(
          "'%s' names no file: write jdbc:sqlite:FILE, such as jdbc:sqlite:percheron.db; memory, resources and parameters are not possible"
              .formatted(Names.shown(url)));
    }
    try {
      return new SqliteFile(Path.of(name).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw new StoreUnavailable("'%s' names no file".formatted(Names.shown(url)), e);
    }
  }

  Path path() {
    return path;
  }

  SqliteTrouble trouble() {
    return trouble;
  }

  /** Whether there is such a file with something in it. */
  boolean exists() {
    try {
      return Files.exists(path) && Files.size(path) > 0;
    } catch (IOException e) {
      throw new StoreUnavailable("the store %s cannot be looked at".formatted(path), e);
    }
  }

  /**
   * Looks whether the file can be opened for writing.
   *
   * @throws StoreUnavailable when not
   */
  void check() {
    var directory = path.getParent();
    if (directory == null || Files.isDirectory(path)) {
      throw new StoreUnavailable("%s is a directory; name a file in it".formatted(path));
    }
    if (!Files.isDirectory(directory)) {
      throw new StoreUnavailable(
          "the directory %s of the store does not exist; make it with: mkdir -p %s"
              .formatted(directory, directory));
    }
    checkLocal(directory);
    checkContent();
    checkWritable(directory);
  }

  /** A connection for the one writer. */
  Connection writer() throws SQLException {
    return open(
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA cache_size=-32768",
        "PRAGMA wal_autocheckpoint=4000",
        "PRAGMA journal_size_limit=67108864");
  }

  /** A connection that cannot write. */
  Connection reader() throws SQLException {
    return open("PRAGMA query_only=1", "PRAGMA cache_size=-8192");
  }

  private Connection open(String... pragmas) throws SQLException {
    var connection = new JDBC().connect(SCHEME + path, ofOneThread());
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=10000");
      statement.execute("PRAGMA temp_store=MEMORY");
      statement.execute("PRAGMA trusted_schema=OFF");
      for (var pragma : pragmas) {
        statement.execute(pragma);
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return withoutAutoCommit(connection);
  }

  /**
   * A connection has one thread at a time and the driver a lock around each call, so the library
   * need not lock a third time for each value of each row.
   */
  private static Properties ofOneThread() {
    var config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    return config.toProperties();
  }

  /**
   * In auto-commit mode the driver wraps a begin and a commit of its own around every statement, in
   * vain when one has been begun by name. Out of it, it begins once, now: that one is ended here.
   */
  private static Connection withoutAutoCommit(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("COMMIT");
    }
    return connection;
  }

  private void checkLocal(Path directory) {
    try {
      if (Files.isReadable(MOUNTS)) {
        var type =
            NetworkMounts.typeFor(Files.readString(MOUNTS), directory.toRealPath().toString());
        type.ifPresent(this::refuseNetwork);
      }
    } catch (IOException e) {
      throw new StoreUnavailable("the directory %s cannot be looked at".formatted(directory), e);
    }
  }

  private void refuseNetwork(String type) {
    throw new StoreUnavailable(
        "the store %s is on a network file system (%s), where SQLite's locks do not hold and the file would be damaged; use a local disk, or PostgreSQL for several machines"
            .formatted(path, type));
  }

  private void checkContent() {
    if (!exists()) {
      return;
    }
    try (var in = Files.newInputStream(path)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new StoreUnavailable(
            "the file %s is not an SQLite database; name another file, or move this one away"
                .formatted(path));
      }
    } catch (IOException e) {
      throw new StoreUnavailable(
          "the store %s cannot be read; this user may not, or the disk is at fault".formatted(path),
          e);
    }
  }

  private void checkWritable(Path directory) {
    if (!Files.isWritable(directory)) {
      throw new StoreUnavailable(
          "the directory %s cannot be written, and SQLite keeps its log beside the store; make it writable for this user"
              .formatted(directory));
    }
    if (Files.exists(path) && !Files.isWritable(path)) {
      throw new StoreUnavailable(
          "the store %s is read-only; make it writable for this user: chmod u+w %s"
              .formatted(path, path));
    }
  }
}
