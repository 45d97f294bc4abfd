package dev.percheron.jdbc;

import dev.percheron.api.JobId;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.StoreSettings;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.store.JobStoreContract;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** The whole contract through PgBouncer in transaction mode. */
class PgBouncerStoreTest extends JobStoreContract {
  private static final List<String> SCHEMAS = new ArrayList<>();

  private final String schema = PostgresServer.newSchema();
  private ManualTime opened = new ManualTime();

  @Override
  protected JobStore open(ManualTime time) {
    opened = time;
    SCHEMAS.add(schema);
    return open();
  }

  @Override
  protected Optional<JobStore> openAgain() {
    return Optional.of(open());
  }

  @Override
  protected boolean plantUnreadableRow(JobId job) throws Exception {
    PostgresServer.run(schema, "UPDATE job SET options = '{\"retry\":' WHERE id = " + job);
    return true;
  }

  @Override
  protected boolean plantNewerSchema() throws Exception {
    PostgresServer.run(schema, "INSERT INTO schema_version (version, name) VALUES (99, 'later')");
    return true;
  }

  @AfterAll
  static void drop_the_schemas() throws SQLException {
    for (var one : SCHEMAS) {
      PostgresServer.drop(one);
    }
  }

  private JobStore open() {
    return new PostgresStoreProvider()
        .open(PgBouncer.url(schema), new StoreSettings(opened, false));
  }
}
