package dev.percheron.jdbc;

import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.JobStoreProvider;
import dev.percheron.spi.StoreSettings;
import java.sql.SQLException;

/**
 * Opens stores in SQLite files: {@code jdbc:sqlite:FILE}. The file is made when it does not exist,
 * its directory is not.
 *
 * <p>Every open store has one thread that writes. Several processes may have the same file open, on
 * one machine: a file on a network file system is refused.
 */
public final class SqliteStoreProvider implements JobStoreProvider {

  /** Made by {@link java.util.ServiceLoader}. */
  public SqliteStoreProvider() {}

  @Override
  public boolean accepts(String url) {
    return url.startsWith(SqliteFile.SCHEME);
  }

  @Override
  public JobStore open(String url, StoreSettings settings) {
    return SqliteStore.open(SqliteFile.at(url), settings, SqliteStore.PATIENCE);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that does not exist has version 0 and is not made.
   */
  @Override
  public SchemaStatus schema(String url) {
    var file = SqliteFile.at(url);
    file.check();
    var migrations = Migrations.sqlite();
    return new SchemaStatus(file.exists() ? found(file, migrations) : 0, migrations.newest());
  }

  @Override
  public String migrationSql(String url, int from) {
    return Migrations.sqlite().sql(from);
  }

  private static int found(SqliteFile file, Migrations migrations) throws StoreUnavailable {
    try (var session = new Session(file.reader(), SqliteStore.statements())) {
      return new SqliteSchema(session, file.path(), migrations).found();
    } catch (SQLException e) {
      throw file.trouble().unavailable(e);
    }
  }
}
