package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.JobSpec;
import dev.percheron.api.SchemaMismatch;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.jdbc.Migrations.Step;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMigrationsTest {
  private static final StoreSettings MIGRATE = new StoreSettings(InstantSource.system(), true);
  private static final String SCHEMA =
      "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master ORDER BY name)";
  private static final Step COLUMN =
      new Step("V002__note", "ALTER TABLE job ADD COLUMN note TEXT;");
  private static final Step BROKEN =
      new Step("V003__broken", "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);");

  private static final Migrations FIRST = new Migrations(Migrations.sqlite().steps().subList(0, 1));

  @TempDir Path directory;

  @Test
  void an_older_schema_is_refused_with_what_to_run() {
    open(FIRST, StoreSettings.DEFAULT).close();

    assertThatThrownBy(() -> open(with(COLUMN), StoreSettings.DEFAULT))
        .isInstanceOf(SchemaMismatch.class)
        .hasMessageContaining("version 1")
        .hasMessageContaining("percheron db migrate");
  }

  @Test
  void an_older_schema_is_brought_up_and_keeps_what_is_in_it() throws Exception {
    try (var store = open(FIRST, StoreSettings.DEFAULT)) {
      store.push(List.of(NewJob.now(JobSpec.of("h", "default", "[]"))));
    }

    open(with(COLUMN), MIGRATE).close();

    assertThat(TestFiles.ask(file(), "SELECT count(*) FROM job WHERE note IS NULL")).isEqualTo("1");
    assertThat(TestFiles.ask(file(), "PRAGMA user_version")).isEqualTo("2");
    assertThat(TestFiles.ask(file(), "SELECT group_concat(name) FROM schema_version"))
        .isEqualTo("V001__first,V002__note");
  }

  @Test
  void an_empty_store_goes_through_all_steps_unasked() throws Exception {
    open(with(COLUMN), StoreSettings.DEFAULT).close();

    assertThat(TestFiles.ask(file(), "PRAGMA user_version")).isEqualTo("2");
  }

  @Test
  void a_step_that_fails_changes_nothing() throws Exception {
    open(FIRST, StoreSettings.DEFAULT).close();

    assertThatThrownBy(() -> open(with(COLUMN, BROKEN), MIGRATE))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("nowhere");

    assertThat(TestFiles.ask(file(), "PRAGMA user_version")).isEqualTo("1");
    assertThat(TestFiles.ask(file(), "SELECT count(*) FROM sqlite_master WHERE name = 'half'"))
        .isEqualTo("0");
  }

  @Test
  void from_every_earlier_version_comes_the_schema_that_a_new_store_has() throws Exception {
    open(Migrations.sqlite(), StoreSettings.DEFAULT).close();
    var wanted = TestFiles.ask(file(), SCHEMA);

    for (int version = 1; version < Migrations.sqlite().newest(); version++) {
      Files.delete(file());
      open(new Migrations(Migrations.sqlite().steps().subList(0, version)), MIGRATE).close();
      open(Migrations.sqlite(), MIGRATE).close();

      assertThat(TestFiles.ask(file(), SCHEMA)).isEqualTo(wanted);
    }
  }

  private static Migrations with(Step... more) {
    var steps = new ArrayList<>(FIRST.steps());
    steps.addAll(List.of(more));
    return new Migrations(List.copyOf(steps));
  }

  private SqliteStore open(Migrations migrations, StoreSettings settings) {
    return SqliteStore.open(
        SqliteFile.at(TestFiles.url(file())), settings, Duration.ofSeconds(5), migrations);
  }

  private Path file() {
    return directory.resolve("jobs.db");
  }
}
