package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Remark;
import dev.percheron.spi.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of the server: what it is, and what to do. */
class PostgresRemarksTest {
  @TempDir private Path folder;
  private final String schema = PostgresServer.newSchema();

  @BeforeEach
  void the_server_may_go_through_the_folder() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void drop_the_schema() throws SQLException {
    PostgresServer.drop(schema);
  }

  @Test
  void settings_that_lose_what_was_promised_are_named() throws Exception {
    var careless = remarks("&options=-c%20synchronous_commit=off", PostgresRemarks.OLD);
    var careful = remarks("&options=-c%20synchronous_commit=on", PostgresRemarks.OLD);

    assertThat(careless)
        .filteredOn(remark -> remark.what().contains("synchronous_commit"))
        .singleElement()
        .satisfies(remark -> {
          assertThat(remark.weight()).isEqualTo(Remark.Weight.WRONG);
          assertThat(remark.advice()).contains("ALTER ROLE");
        });
    assertThat(careful).extracting(Remark::what).noneMatch(what -> what.contains("synchronous"));
  }

  @Test
  void a_transaction_that_is_open_for_long_is_named_with_its_process() throws Exception {
    try (var old = PostgresServer.connect();
        var statement = old.createStatement()) {
      old.setAutoCommit(false);
      old.setTransactionIsolation(java.sql.Connection.TRANSACTION_REPEATABLE_READ);
      try (var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
        rows.next();
        var pid = rows.getString(1);

        assertThat(remarks("", Duration.ZERO))
            .extracting(Remark::advice)
            .anyMatch(advice -> advice.contains("pg_terminate_backend(" + pid + ")"));
        assertThat(remarks("", PostgresRemarks.OLD))
            .extracting(Remark::advice)
            .noneMatch(advice -> advice.contains("pg_terminate_backend"));
      }
    }
  }

  @Test
  void notifications_that_are_off_are_to_be_known() throws Exception {
    assertThat(remarks("&percheron.notifications=off", PostgresRemarks.OLD))
        .filteredOn(remark -> remark.what().contains("notifications are off"))
        .singleElement()
        .satisfies(remark -> assertThat(remark.weight()).isEqualTo(Remark.Weight.NOTE));
  }

  @Test
  void a_server_that_may_lose_or_tear_what_it_has_is_named_and_so_is_one_that_never_cleans_up()
      throws Exception {
    var settings = Map.of("fsync", "off", "full_page_writes", "off", "autovacuum", "off");
    try (var server = OwnServer.start(folder.resolve("careless"), OwnServer.freePort(), settings)) {
      var found = remarksOf(PostgresDatabase.at(server.url()), PostgresRemarks.OLD);

      assertThat(found).extracting(Remark::weight).containsOnly(Remark.Weight.WRONG);
      assertThat(found)
          .extracting(Remark::what)
          .satisfiesExactlyInAnyOrder(
              what -> assertThat(what).startsWith("fsync is off"),
              what -> assertThat(what).startsWith("full_page_writes is off"),
              what -> assertThat(what).startsWith("autovacuum is off"));
    }
  }

  @Test
  void a_prepared_transaction_that_is_open_for_long_is_named() throws Exception {
    var settings = Map.of("max_prepared_transactions", "5");
    try (var server = OwnServer.start(folder.resolve("prepared"), OwnServer.freePort(), settings);
        var connection = DriverManager.getConnection(server.url());
        var statement = connection.createStatement()) {
      var database = PostgresDatabase.at(server.url());
      assertThat(remarksOf(database, Duration.ZERO)).isEmpty();
      statement.execute("BEGIN; CREATE TABLE t (); PREPARE TRANSACTION 'forgotten'");

      assertThat(remarksOf(database, Duration.ZERO))
          .singleElement()
          .satisfies(remark -> {
            assertThat(remark.what()).contains("'forgotten'");
            assertThat(remark.advice()).contains("ROLLBACK PREPARED");
          });
      assertThat(remarksOf(database, PostgresRemarks.OLD)).isEmpty();
      statement.execute("ROLLBACK PREPARED 'forgotten'");
    }
  }

  @Test
  void a_standby_is_told_from_a_server_that_can_be_worked_on() throws Exception {
    var data = folder.resolve("primary");
    var copy = folder.resolve("standby");
    int port = OwnServer.freePort();
    try (var primary = OwnServer.start(data, port)) {
      assertThat(remarksOf(PostgresDatabase.at(primary.url()), PostgresRemarks.OLD)).isEmpty();
    }
    OwnServer.copyAsStandby(data, copy, port);
    try (var standby = OwnServer.start(copy, OwnServer.freePort())) {
      assertThat(remarksOf(PostgresDatabase.at(standby.url()), PostgresRemarks.OLD))
          .singleElement()
          .satisfies(remark -> {
            assertThat(remark.what()).contains("is a standby");
            assertThat(remark.advice()).contains("targetServerType=primary");
          });
    }
  }

  private List<Remark> remarks(String parameters, Duration old) throws SQLException {
    return remarksOf(PostgresDatabase.at(PostgresServer.url(schema) + parameters), old);
  }

  private static List<Remark> remarksOf(PostgresDatabase database, Duration old)
      throws SQLException {
    database.open(StoreSettings.DEFAULT).close();
    try (var session = database.open(database.dialect().statements())) {
      return PostgresRemarks.of(session, database.notifies(), old);
    }
  }
}
