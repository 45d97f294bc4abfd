package dev.percheron.jdbc;

import dev.percheron.api.SchemaMismatch;
import java.util.List;

/**
 * The numbered steps from an empty database to the newest schema, forward only. A step that has
 * been released never changes.
 *
 * @param steps in order; the first leads to version 1
 */
record Migrations(List<Step> steps) {
  private static final String FOLDER = "sqlite/migrations/";

  /**
   * One step.
   *
   * @param name what it is called in {@code schema_version}
   * @param sql what it runs
   */
  record Step(String name, String sql) {}

  /** The steps for SQLite that this version of Percheron knows. */
  static Migrations sqlite() {
    return new Migrations(List.of(step("V001__first"), step("V002__tags_and_errands")));
  }

  /** The newest version. */
  int newest() {
    return steps.size();
  }

  /** The SQL from a version to the newest, with what marks the database as being there. */
  String sql(int from) {
    if (from < 0 || from > newest()) {
      throw new IllegalArgumentException(
          "schema versions go from 0 to %d, was %d".formatted(newest(), from));
    }
    var sql = new StringBuilder("BEGIN IMMEDIATE;\n");
    for (int version = from + 1; version <= newest(); version++) {
      sql.append(step(version)).append('\n');
    }
    return from == newest() ? "" : sql.append("COMMIT;\n").toString();
  }

  /** The SQL of the step that leads to {@code version}. */
  String step(int version) {
    var step = steps.get(version - 1);
    return """
    %s
    INSERT INTO schema_version (version, name, applied_at)
    VALUES (%d, '%s', CAST(unixepoch('subsec') * 1000000 AS INTEGER));
    PRAGMA application_id = %d;
    PRAGMA user_version = %d;
    """
        .formatted(step.sql().strip(), version, step.name(), SqliteSchema.APPLICATION, version);
  }

  /**
   * Refuses a version that is newer than known, or older without leave to migrate.
   *
   * @param where the store, for the message
   */
  void check(String where, int found, boolean migrate) {
    if (found > newest()) {
      throw new SchemaMismatch(
          "the store %s has schema version %d, this Percheron knows versions up to %d; it was migrated by a newer one: run that newer version of Percheron here"
              .formatted(where, found, newest()));
    }
    if (found > 0 && found < newest() && !migrate) {
      throw new SchemaMismatch(
          "the store %s has schema version %d, this Percheron needs version %d; stop older workers, then run: percheron db migrate"
              .formatted(where, found, newest()));
    }
  }

  private static Step step(String name) {
    return new Step(name, Statements.text(FOLDER + name + ".sql"));
  }
}
