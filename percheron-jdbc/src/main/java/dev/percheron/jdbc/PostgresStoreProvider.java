package dev.percheron.jdbc;

import dev.percheron.spi.JobStore;
import dev.percheron.spi.JobStoreProvider;
import dev.percheron.spi.StoreSettings;

/**
 * Opens stores in PostgreSQL databases: {@code jdbc:postgresql://HOST/DATABASE}. What more can be
 * said in the URL is told by {@link PostgresDatabase}.
 */
public final class PostgresStoreProvider implements JobStoreProvider {

  /** Made by {@link java.util.ServiceLoader}. */
  public PostgresStoreProvider() {}

  @Override
  public boolean accepts(String url) {
    return url.startsWith(PostgresDatabase.SCHEME);
  }

  @Override
  public JobStore open(String url, StoreSettings settings) {
    return PostgresDatabase.at(url).open(settings);
  }

  @Override
  public SchemaStatus schema(String url) {
    return PostgresDatabase.at(url).status();
  }

  @Override
  public String migrationSql(String url, int from) {
    return PostgresDatabase.at(url).migrationSql(from);
  }
}
