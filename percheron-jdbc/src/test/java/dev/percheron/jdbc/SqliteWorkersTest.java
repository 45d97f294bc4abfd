package dev.percheron.jdbc;

import dev.percheron.spi.JobStore;
import dev.percheron.spi.StoreSettings;
import dev.percheron.testkit.WorkersContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class SqliteWorkersTest extends WorkersContract {
  @TempDir private Path folder;

  @Override
  protected JobStore open(InstantSource time) {
    var url = "jdbc:sqlite:" + folder.resolve("jobs.db");
    return new SqliteStoreProvider().open(url, new StoreSettings(time, false));
  }

  @Override
  protected Optional<JobStore> openElsewhere(InstantSource time) {
    return Optional.of(open(time));
  }
}
