package dev.percheron.jdbc;

import java.util.List;

/**
 * The numbered steps from nothing to the newest schema, forward only. A step that has been released
 * never changes.
 *
 * @param dialect the schema and the prefix
 * @param steps in order; the first leads to version 1
 */
record PostgresMigrations(PostgresDialect dialect, List<Migrations.Step> steps) {

  /** The steps that this version of Percheron knows. */
  PostgresMigrations(PostgresDialect dialect) {
    this(
        dialect,
        List.of(
            step("V001__first"),
            step("V002__tags_and_errands"),
            step("V003__completions"),
            step("V004__claims_and_seen")));
  }

  private static Migrations.Step step(String name) {
    return new Migrations.Step(name, Statements.text("postgres/migrations/" + name + ".sql"));
  }

  int newest() {
    return steps.size();
  }

  /** The SQL from a version to the newest, as one transaction under the lock. */
  String sql(int from) {
    if (from < 0 || from > newest()) {
      throw new IllegalArgumentException(
          "schema versions go from 0 to %d, was %d".formatted(newest(), from));
    }
    var sql = new StringBuilder("BEGIN;\n").append(lock()).append('\n');
    if (from == 0) {
      sql.append("CREATE SCHEMA IF NOT EXISTS \"%s\";\n".formatted(dialect.schema()));
    }
    for (int version = from + 1; version <= newest(); version++) {
      sql.append(step(version)).append('\n');
    }
    return from == newest() ? "" : sql.append("COMMIT;\n").toString();
  }

  /** Lasts as long as the transaction. */
  String lock() {
    return "SELECT pg_advisory_xact_lock(hashtext('percheron'), hashtext('%s'));"
        .formatted(dialect.channel());
  }

  /** The SQL of the step that leads to {@code version}. */
  String step(int version) {
    var step = steps.get(version - 1);
    return dialect.written(
        "%s\nINSERT INTO @schema_version (version, name) VALUES (%d, '%s');\n"
            .formatted(step.sql().strip(), version, step.name()));
  }
}
