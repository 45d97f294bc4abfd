package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Remark;
import dev.percheron.spi.StoreSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the doctor says of the server: what it is, and what to do. */
class PostgresRemarksTest {
  private final String schema = PostgresServer.newSchema();

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

  private List<Remark> remarks(String parameters, Duration old) throws SQLException {
    var database = PostgresDatabase.at(PostgresServer.url(schema) + parameters);
    database.open(StoreSettings.DEFAULT).close();
    try (var session = database.open(database.dialect().statements())) {
      return PostgresRemarks.of(session, database.notifies(), old);
    }
  }
}
