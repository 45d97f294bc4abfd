package dev.percheron.jdbc;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How SQL is written down for PostgreSQL. {@code @job} is a table in the schema and with the prefix
 * that the store has, {@code #job} the same name without the schema, for an index; {@code NOW(?1)}
 * is the first parameter, or the database's time in microseconds when that is null.
 *
 * @param schema where the tables are
 * @param prefix what their names begin with; empty for nothing
 */
record PostgresDialect(String schema, String prefix) {
  /** What a schema or a prefix looks like: no quotes are ever needed to find it again. */
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,30}");

  private static final Pattern TABLE = Pattern.compile("@([a-z_]+)");
  private static final Pattern INDEX = Pattern.compile("#([a-z_]+)");
  private static final Pattern NOW = Pattern.compile("NOW\\((\\?\\d+)\\)");

  /**
   * @throws IllegalArgumentException when a name is none
   */
  PostgresDialect {
    check("schema", schema);
    if (!prefix.isEmpty()) {
      check("prefix", prefix);
    }
  }

  private static void check(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a %s has 1 to 31 lower-case letters, digits and underscores and begins with no digit, was '%s'"
              .formatted(what, dev.percheron.api.Names.shown(name)));
    }
  }

  /** The statements of the store, written in full. */
  Statements statements() {
    return Statements.load(
        "postgres", List.of("road.sql", "upkeep.sql", "reading.sql"), this::written);
  }

  /** A text of SQL, written in full. */
  String written(String sql) {
    var tables = TABLE.matcher(sql).replaceAll("\"" + schema + "\".\"" + prefix + "$1\"");
    var indexes = INDEX.matcher(tables).replaceAll("\"" + prefix + "$1\"");
    return NOW.matcher(indexes)
        .replaceAll(
            "coalesce($1::bigint, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)");
  }

  /** The name of a table, written in full. */
  String table(String name) {
    return written("@" + name);
  }

  /** What tells one store's notifications and locks from another's in the same database. */
  String channel() {
    return "percheron_" + schema + "_" + prefix;
  }
}
