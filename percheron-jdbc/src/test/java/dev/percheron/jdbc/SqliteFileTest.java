package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.SchemaMismatch;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.JobStoreProvider;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.StoreSettings;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
  private static final int NEWEST = Migrations.sqlite().newest();
  private static final NewJob JOB = NewJob.now(JobSpec.of("h", "default", "[]"));

  @TempDir Path directory;
  private final JobStoreProvider provider = new SqliteStoreProvider();

  @Test
  void the_provider_is_found_and_knows_its_urls() {
    var providers = ServiceLoader.load(JobStoreProvider.class).stream().map(p -> p.get()).toList();

    assertThat(providers).hasAtLeastOneElementOfType(SqliteStoreProvider.class);
    assertThat(provider.accepts("jdbc:sqlite:jobs.db")).isTrue();
    assertThat(provider.accepts("jdbc:postgresql://host/db")).isFalse();
  }

  @Test
  void a_missing_directory_is_named_with_what_to_do() {
    var file = directory.resolve("missing/jobs.db");

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("mkdir -p " + directory.resolve("missing"));
  }

  @Test
  void a_directory_is_not_a_file() {
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("is a directory");
  }

  @Test
  void a_url_that_names_no_file_is_refused() {
    for (var name : List.of("", ":memory:", "file:x?mode=memory", "jobs.db?cache=shared", "a\0b")) {
      assertThatThrownBy(() -> provider.open("jdbc:sqlite:" + name, StoreSettings.DEFAULT))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("names no file");
    }
  }

  @Test
  void a_place_where_no_file_can_be_made_is_refused() {
    assertThatThrownBy(() -> open(Path.of("/proc/percheron.db")))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void a_file_of_another_kind_is_refused_and_left_alone() throws Exception {
    var file = directory.resolve("notes.txt");
    Files.writeString(file, "dear diary, today I was nearly overwritten by a database");

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("is not an SQLite database");
    assertThat(file).content().startsWith("dear diary");
  }

  @Test
  void a_database_of_another_program_is_refused_and_left_alone() throws Exception {
    var file = directory.resolve("other.db");
    TestFiles.run(file, "CREATE TABLE cookies (id INTEGER)");

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("another program");
    assertThat(TestFiles.ask(file, "SELECT count(*) FROM sqlite_master")).isEqualTo("1");
  }

  @Test
  void a_damaged_file_is_told_as_damaged() throws Exception {
    var file = directory.resolve("jobs.db");
    try (var store = open(file)) {
      store.push(List.of(JOB));
    }
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(100);
      raw.write(new byte[4_000]);
    }

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void a_new_file_gets_its_schema_and_is_recognised() throws Exception {
    var file = directory.resolve("jobs.db");

    assertThat(provider.schema(TestFiles.url(file)).found()).isZero();
    assertThat(file).doesNotExist();
    open(file).close();

    assertThat(provider.schema(TestFiles.url(file)).found()).isEqualTo(NEWEST);
    assertThat(TestFiles.ask(file, "PRAGMA application_id"))
        .isEqualTo(Integer.toString(SqliteSchema.APPLICATION));
    assertThat(TestFiles.ask(file, "SELECT max(version) FROM schema_version"))
        .isEqualTo(Integer.toString(NEWEST));
  }

  @Test
  void a_newer_schema_is_refused_with_its_version() throws Exception {
    var file = directory.resolve("jobs.db");
    open(file).close();
    TestFiles.run(file, "PRAGMA user_version = 99");

    assertThatThrownBy(() ->
            provider.open(TestFiles.url(file), new StoreSettings(InstantSource.system(), true)))
        .isInstanceOf(SchemaMismatch.class)
        .hasMessageContaining("99")
        .hasMessageContaining("newer version of Percheron");
  }

  @Test
  void the_printed_schema_makes_the_same_store() throws Exception {
    var file = directory.resolve("jobs.db");
    TestFiles.run(file, provider.migrationSql("jdbc:sqlite:any", 0));

    try (var store = open(file)) {
      assertThat(store.push(List.of(JOB)).getFirst().id()).isEqualTo(new JobId(1));
    }
    assertThat(provider.migrationSql("jdbc:sqlite:any", NEWEST)).isEmpty();
  }

  @Test
  void a_lock_held_too_long_is_told_and_the_store_goes_on_afterwards() throws Exception {
    var file = directory.resolve("jobs.db");
    try (var store = openImpatient(file);
        var other = TestFiles.connect(file);
        var statement = other.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");

      assertThatThrownBy(() -> store.push(List.of(JOB)))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("is locked");

      statement.executeUpdate("ROLLBACK");
      assertThat(store.push(List.of(JOB)).getFirst().isNew()).isTrue();
      assertThat(store.problems()).isEmpty();
    }
  }

  @Test
  void a_full_disk_is_told_nothing_is_lost_and_it_goes_on_when_there_is_room() throws Exception {
    var file = directory.resolve("jobs.db");
    try (var store = openImpatient(file)) {
      var kept = store.push(List.of(JOB)).getFirst().id();
      limitPages(store, Long.parseLong(TestFiles.ask(file, "PRAGMA page_count")));
      var large = NewJob.now(JobSpec.of("h", "default", "[\"" + "x".repeat(50_000) + "\"]"));

      assertThatThrownBy(() -> store.push(List.of(large)))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("is full");
      assertThat(store.find(kept)).isPresent();

      limitPages(store, 1_000_000);
      var later = store.push(List.of(large)).getFirst().id();
      assertThat(store.find(later)).isPresent();
      assertThat(store.problems()).isEmpty();
    }
  }

  private static void limitPages(SqliteStore store, long pages) {
    store.writer().write(tx -> tx.session().ask("PRAGMA max_page_count = " + pages));
  }

  private SqliteStore openImpatient(Path file) {
    return SqliteStore.open(
        SqliteFile.at(TestFiles.url(file)), StoreSettings.DEFAULT, Duration.ofMillis(100));
  }

  private JobStore open(Path file) {
    return provider.open(TestFiles.url(file), StoreSettings.DEFAULT);
  }
}
