package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands that look after the database itself, on PostgreSQL. */
class PostgresCommandsTest {
  private final Session session = new Session(TestServer.newStore());

  @AfterEach
  void drop_the_schema() throws SQLException {
    TestServer.drop(session.url());
  }

  @Test
  void migrate_makes_the_schema_and_status_says_so() {
    assertThat(session.run("db", "status").out()).contains("empty");

    assertThat(session.run("db", "migrate").exitCode()).isZero();

    assertThat(session.run("db", "status").out()).contains("current");
    assertThat(session.run("db", "migrate").err()).contains("nothing to do");
  }

  @Test
  void the_sql_that_is_printed_makes_the_schema_that_migrate_makes() throws SQLException {
    var sql = session.run("db", "sql").out();
    try (var connection = DriverManager.getConnection(TestServer.url());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }

    assertThat(session.run("db", "status").out()).contains("current");
    assertThat(session.run("push", "any.handler").lines()).containsExactly("1");
    assertThat(session.run("doctor").out()).doesNotContain("defect");
  }

  @Test
  void the_steps_from_the_first_version_are_printed_and_lead_to_the_newest() throws SQLException {
    var all = session.run("db", "sql", "--from", "0").out();
    var second = "(2, 'V002__tags_and_errands');";
    TestServer.run(session.url(), all.substring(0, all.indexOf(second)) + second + "COMMIT;");
    assertThat(session.run("db", "sql", "--from", "2").out())
        .contains("V003__completions")
        .doesNotContain("V002");

    var refused = session.run("push", "any.handler");
    var found = session.run("doctor");
    assertThat(refused.exitCode()).isEqualTo(69);
    assertThat(refused.err()).contains("percheron db migrate");
    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.out()).contains("older", "percheron db migrate");

    assertThat(session.run("db", "migrate").err()).contains("version 4 now, it was 2");
    assertThat(session.run("push", "any.handler").exitCode()).isZero();
  }

  @Test
  void a_newer_schema_is_refused_and_the_doctor_says_what_to_install() throws SQLException {
    session.run("db", "migrate");
    TestServer.run(session.url(), "INSERT INTO schema_version VALUES (99, 'later')");

    assertThat(session.run("jobs", "list").exitCode()).isEqualTo(69);
    assertThat(session.run("doctor").out()).contains("newer", "install a newer one");
  }

  @Test
  void a_server_that_is_away_is_unreachable_in_one_line() {
    var away = new Session("jdbc:postgresql://localhost:1/postgres?user=postgres");

    for (var command : new String[][] {{"doctor"}, {"jobs", "list"}, {"db", "status"}}) {
      var done = away.run(command);
      assertThat(done.exitCode()).isEqualTo(69);
      assertThat(done.err()).contains("cannot be reached").doesNotContain("\tat ");
      assertThat(done.err().strip().lines()).hasSize(1);
    }
  }

  @Test
  void the_doctor_says_which_settings_of_the_server_lose_jobs() {
    session.run("db", "migrate");
    var careless =
        new Session(
            session.url() + "&options=-c%20synchronous_commit=off&percheron.notifications=off");

    var found = careless.run("doctor");

    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.out())
        .contains("fsync is off", "synchronous_commit is off", "ALTER ROLE")
        .contains("notifications are off", "PgBouncer");
  }

  @Test
  void the_doctor_says_what_a_reader_may_not_do_and_what_to_grant() throws SQLException {
    session.run("db", "migrate");
    var schema = TestServer.schema(session.url());
    TestServer.run(
        session.url(),
        "CREATE ROLE " + schema + "_reader LOGIN PASSWORD 'x'",
        "GRANT USAGE ON SCHEMA " + schema + " TO " + schema + "_reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + schema + "_reader");
    var reader =
        new Session(
            session.url().replaceAll("user=[^&]*", "user=" + schema + "_reader&password=x"));
    try {
      var found = reader.run("doctor");
      var pushed = reader.run("push", "any.handler");

      assertThat(found.out()).contains("may not change", "postgresql.md");
      assertThat(pushed.exitCode()).isEqualTo(69);
      assertThat(pushed.err()).contains("may not do that", "postgresql.md");
    } finally {
      TestServer.run(
          session.url(), "DROP OWNED BY " + schema + "_reader", "DROP ROLE " + schema + "_reader");
    }
  }
}
