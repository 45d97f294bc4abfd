package dev.percheron.jdbc;

import dev.percheron.api.JobId;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.StoreSettings;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.store.JobStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends JobStoreContract {
  @TempDir Path directory;
  private ManualTime opened = new ManualTime();

  @Override
  protected JobStore open(ManualTime time) {
    opened = time;
    return open();
  }

  @Override
  protected Optional<JobStore> openAgain() {
    return Optional.of(open());
  }

  @Override
  protected boolean plantUnreadableRow(JobId job) throws Exception {
    TestFiles.run(file(), "UPDATE job SET options = '{\"retry\":' WHERE id = " + job);
    return true;
  }

  @Override
  protected boolean plantNewerSchema() throws Exception {
    TestFiles.run(file(), "PRAGMA user_version = 99");
    return true;
  }

  private JobStore open() {
    return new SqliteStoreProvider().open(TestFiles.url(file()), new StoreSettings(opened, false));
  }

  private Path file() {
    return directory.resolve("jobs.db");
  }
}
