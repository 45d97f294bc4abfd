package dev.percheron.spi;

/** Opens stores by URL. Found through {@link java.util.ServiceLoader}. */
public interface JobStoreProvider {
  /** Whether the URL names a store of this kind. */
  boolean accepts(String url);

  /**
   * Opens the store; makes its schema when it is new.
   *
   * @throws dev.percheron.api.StoreUnavailable when it cannot be opened
   * @throws dev.percheron.api.SchemaMismatch when its schema is newer than this version, or older
   *     and {@code settings} do not ask to migrate
   */
  JobStore open(String url, StoreSettings settings);

  /**
   * Says which schema the store has, without changing anything.
   *
   * @throws dev.percheron.api.StoreUnavailable when it cannot be read
   */
  SchemaStatus schema(String url);

  /**
   * The SQL that brings a store from a version to the newest, for people who run it themselves.
   *
   * @param url which kind of store
   * @param from 0 for an empty store
   */
  String migrationSql(String url, int from);

  /**
   * A store's schema version against what this version of Percheron knows.
   *
   * @param found 0 for an empty store
   * @param known the newest that this version knows
   */
  record SchemaStatus(int found, int known) {}
}
