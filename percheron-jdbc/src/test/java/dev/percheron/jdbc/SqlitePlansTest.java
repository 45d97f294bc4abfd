package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.spi.StoreSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds every statement against SQLite's own account of how it would run it. */
class SqlitePlansTest {
  /** Tables that grow with the number of jobs. */
  private static final Pattern SCAN_OF_MANY =
      Pattern.compile(
          "SCAN (j|job|h|history|r|ready|d|deferred|a|x|attempt|l2|log|t|tries|m|u)\\b.*");

  /** One look at whether there is any row reads no more than that row. */
  private static final Set<String> ONE_ROW = Set.of("extras.present", "body.changed");

  @TempDir Path directory;

  @BeforeEach
  void make_a_store() {
    new SqliteStoreProvider().open(TestFiles.url(file()), StoreSettings.DEFAULT).close();
  }

  @Test
  void no_statement_but_the_doctors_goes_through_a_whole_table() throws Exception {
    var found = new ArrayList<String>();
    try (var connection = TestFiles.connect(file())) {
      for (var name : SqliteStore.statements().names()) {
        if (!name.startsWith("doctor.") && !ONE_ROW.contains(name)) {
          plan(connection, sql(name)).stream()
              .filter(step -> SCAN_OF_MANY.matcher(step).matches())
              .forEach(step -> found.add(name + ": " + step));
        }
      }
    }

    assertThat(found).isEmpty();
  }

  @Test
  void a_scan_is_found() throws Exception {
    try (var connection = TestFiles.connect(file())) {
      assertThat(plan(connection, "SELECT j.id FROM job j WHERE j.args = 'x'"))
          .anyMatch(step -> SCAN_OF_MANY.matcher(step).matches());
    }
  }

  @Test
  void the_order_of_claiming_and_listing_comes_from_indexes() throws Exception {
    var unsorted =
        List.of(
            "claim.take",
            "queue.head",
            "list.any",
            "list.scheduled",
            "list.ready",
            "list.succeeded",
            "list.ended",
            "promote.take",
            "prune.others",
            "prune.stretch");
    try (var connection = TestFiles.connect(file())) {
      for (var name : unsorted) {
        assertThat(plan(connection, sql(name)))
            .as(name)
            .noneMatch(step -> step.contains("TEMP B-TREE FOR ORDER BY"));
      }
    }
  }

  private static String sql(String name) {
    var statements = SqliteStore.statements();
    return statements.sql(name).contains("{{") ? statements.rows(name, 2) : statements.sql(name);
  }

  private static List<String> plan(Connection connection, String sql) throws SQLException {
    if (sql.startsWith("PRAGMA")) {
      return List.of();
    }
    var steps = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (rows.next()) {
        steps.add(rows.getString("detail"));
      }
    }
    return steps;
  }

  private Path file() {
    return directory.resolve("jobs.db");
  }
}
