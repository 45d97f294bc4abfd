package dev.percheron.jdbc;

import dev.percheron.spi.JobStore;
import dev.percheron.spi.StoreSettings;
import dev.percheron.testkit.WorkersContract;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** Workers, and all that they are asked from afar, through PgBouncer in transaction mode. */
class PgBouncerWorkersTest extends WorkersContract {
  private final String schema = PostgresServer.newSchema();

  @Override
  protected JobStore open(InstantSource time) {
    return new PostgresStoreProvider().open(PgBouncer.url(schema), new StoreSettings(time, false));
  }

  @Override
  protected Optional<JobStore> openElsewhere(InstantSource time) {
    return Optional.of(open(time));
  }

  @AfterEach
  void drop_the_schema() throws SQLException {
    PostgresServer.drop(schema);
  }
}
