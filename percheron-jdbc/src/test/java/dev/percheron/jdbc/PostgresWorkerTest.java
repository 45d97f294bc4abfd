package dev.percheron.jdbc;

import dev.percheron.spi.JobStore;
import dev.percheron.spi.StoreSettings;
import dev.percheron.testkit.WorkerContract;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PostgresWorkerTest extends WorkerContract {
  private final String schema = PostgresServer.newSchema();

  @Override
  protected JobStore open(InstantSource time) {
    return new PostgresStoreProvider()
        .open(PostgresServer.url(schema), new StoreSettings(time, false));
  }

  @AfterEach
  void drop_the_schema() throws SQLException {
    PostgresServer.drop(schema);
  }
}
