import org.jspecify.annotations.NullMarked;

/** The durable store of Percheron, on SQLite or PostgreSQL. */
@NullMarked
@SuppressWarnings("requires-automatic") // the driver of PostgreSQL is no named module
module dev.percheron.jdbc {
  requires transitive dev.percheron.core;
  requires transitive java.sql;
  requires org.postgresql.jdbc;
  requires org.xerial.sqlitejdbc;
  requires static org.checkerframework.checker.qual;
  requires static org.jspecify;

  exports dev.percheron.jdbc;

  provides dev.percheron.spi.JobStoreProvider with
      dev.percheron.jdbc.PostgresStoreProvider,
      dev.percheron.jdbc.SqliteStoreProvider;
}
