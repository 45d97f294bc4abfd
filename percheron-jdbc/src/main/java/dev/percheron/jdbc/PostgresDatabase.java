package dev.percheron.jdbc;

import dev.percheron.api.Names;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.JobStoreProvider.SchemaStatus;
import dev.percheron.spi.StoreSettings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A PostgreSQL database (14 or newer) that keeps jobs, in a schema and with a table prefix of their
 * own. Immutable: each method that changes something gives another.
 *
 * <pre>{@code
 * var store = PostgresDatabase.over(dataSource).schema("jobs").open(StoreSettings.DEFAULT);
 * }</pre>
 *
 * <p>By URL, {@code jdbc:postgresql://HOST/DATABASE?…}, the store makes its own connections: up to
 * eight, as they are needed, and one that listens. Three parameters are for Percheron, all others
 * for the driver: {@code percheron.schema}, {@code percheron.prefix}, and {@code
 * percheron.notifications=off}.
 *
 * <p>Over a data source it takes as many from there and keeps them for as long as it is open.
 */
public final class PostgresDatabase {
  /** What the URLs of such stores begin with. */
  static final String SCHEME = "jdbc:postgresql:";

  /** The schema when none is named. */
  public static final String DEFAULT_SCHEMA = "percheron";

  private static final String OURS = "percheron.";

  /** Where connections come from. */
  private sealed interface Origin {
    record Url(String url) implements Origin {}

    record Given(DataSource source) implements Origin {}
  }

  private final Origin origin;
  private final PostgresDialect dialect;
  private final boolean notifies;

  private PostgresDatabase(Origin origin, PostgresDialect dialect, boolean notifies) {
    this.origin = origin;
    this.dialect = dialect;
    this.notifies = notifies;
  }

  /**
   * The database that a URL names.
   *
   * @throws StoreUnavailable when the URL cannot be read, or a parameter of ours is unknown
   */
  public static PostgresDatabase at(String url) {
    int query = url.indexOf('?');
    var base = query < 0 ? url : url.substring(0, query);
    var database =
        new PostgresDatabase(new Origin.Url(base), new PostgresDialect(DEFAULT_SCHEMA, ""), true);
    return query < 0 ? database : database.with(base, url.substring(query + 1));
  }

  /** The database that a data source leads to. */
  public static PostgresDatabase over(DataSource source) {
    return new PostgresDatabase(
        new Origin.Given(source), new PostgresDialect(DEFAULT_SCHEMA, ""), true);
  }

  /**
   * In another schema than {@code percheron}.
   *
   * @throws IllegalArgumentException when it is none: lower-case letters, digits, underscores
   */
  public PostgresDatabase schema(String schema) {
    return new PostgresDatabase(origin, new PostgresDialect(schema, dialect.prefix()), notifies);
  }

  /**
   * With a prefix before every table's name, when the schema is shared with other tables.
   *
   * @throws IllegalArgumentException when it is none: lower-case letters, digits, underscores
   */
  public PostgresDatabase prefix(String prefix) {
    return new PostgresDatabase(origin, new PostgresDialect(dialect.schema(), prefix), notifies);
  }

  /**
   * Without {@code LISTEN}, {@code NOTIFY} and settings of the session: for connections through
   * PgBouncer in transaction mode. What other processes push is then seen by looking, every 10 to
   * 100 ms.
   */
  public PostgresDatabase withoutNotifications() {
    return new PostgresDatabase(origin, dialect, false);
  }

  /**
   * Opens the store; makes its schema when there is none.
   *
   * @throws StoreUnavailable when it cannot be opened
   * @throws dev.percheron.api.SchemaMismatch when its schema is newer than this version, or older
   *     and {@code settings} do not ask to migrate
   */
  public JobStore open(StoreSettings settings) {
    return PostgresStore.open(this, settings);
  }

  /**
   * Says which schema version is there, without changing anything.
   *
   * @throws StoreUnavailable when it cannot be read
   */
  public SchemaStatus status() {
    return PostgresSchema.status(this);
  }

  /** The SQL that brings the database from a version to the newest; 0 for none. */
  public String migrationSql(int from) {
    return new PostgresMigrations(dialect).sql(from);
  }

  PostgresDialect dialect() {
    return dialect;
  }

  boolean notifies() {
    return notifies;
  }

  PostgresTrouble trouble() {
    return new PostgresTrouble(where());
  }

  /** For messages: without what may be secret. */
  private String where() {
    return switch (origin) {
      case Origin.Url(var url) -> {
        var plain = url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
        yield Names.shown(plain.substring(SCHEME.length()));
      }
      case Origin.Given given -> "of the given data source";
    };
  }

  /** A new connection with the store's statements. */
  Session open(Statements statements) throws SQLException {
    return on(connect(), statements);
  }

  /** The store's statements on any connection. */
  Session on(Connection connection, Statements statements) {
    return new Session(connection, statements, sql -> PostgresCommand.prepare(connection, sql));
  }

  /** A connection on which every statement commits by itself. */
  Connection connect() throws SQLException {
    var connection =
        switch (origin) {
          case Origin.Url(var url) -> byDriver(url, notifies);
          case Origin.Given(var source) -> source.getConnection();
        };
    try {
      connection.setAutoCommit(true);
      if (notifies) {
        setUp(connection);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Every statement has an index to go by, and a plan that was made while a table was empty must
   * not go through all of it when it is full. A bitmap would be filled with all that waits before
   * the first of it is taken.
   */
  private static void setUp(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off; SET plan_cache_mode = force_generic_plan");
    }
  }

  /** Ends a connection; one of a data source goes back as it came. */
  void giveBack(Connection connection) {
    try (connection) {
      if (origin instanceof Origin.Given && notifies && connection.isValid(1)) {
        try (var statement = connection.createStatement()) {
          statement.execute(
              "RESET enable_seqscan; RESET enable_bitmapscan; RESET jit; RESET plan_cache_mode");
        }
      }
    } catch (SQLException e) {
      // It is broken: that is why it goes, or it would have been sooner or later.
      System.getLogger(PostgresDatabase.class.getName())
          .log(System.Logger.Level.DEBUG, "a connection was not closed in order", e);
    }
  }

  private static Connection byDriver(String url, boolean isOwnSession) throws SQLException {
    var properties = new Properties();
    if (isOwnSession) {
      // every statement is run again and again: the server plans it once, not five times before it
      // believes that
      setDefault(properties, url, PGProperty.PREPARE_THRESHOLD, "1");
    }
    setDefault(properties, url, PGProperty.APPLICATION_NAME, "percheron");
    setDefault(properties, url, PGProperty.CONNECT_TIMEOUT, "10");
    setDefault(properties, url, PGProperty.SOCKET_TIMEOUT, "60");
    setDefault(properties, url, PGProperty.TCP_KEEP_ALIVE, "true");
    var connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new StoreUnavailable(
          "'%s' names no PostgreSQL database: write jdbc:postgresql://HOST/DATABASE"
              .formatted(Names.shown(url)));
    }
    return connection;
  }

  private static void setDefault(
      Properties properties, String url, PGProperty property, String value) {
    if (!url.contains(property.getName() + "=")) {
      property.set(properties, value);
    }
  }

  /** Takes our own parameters out of the URL. */
  private PostgresDatabase with(String base, String query) {
    var database = this;
    var others = new ArrayList<String>();
    for (var parameter : query.split("&", -1)) {
      if (parameter.startsWith(OURS)) {
        database = database.with(parameter.substring(OURS.length()));
      } else {
        others.add(parameter);
      }
    }
    var url = others.isEmpty() ? base : base + "?" + String.join("&", others);
    return new PostgresDatabase(new Origin.Url(url), database.dialect, database.notifies);
  }

  private PostgresDatabase with(String parameter) {
    var parts = parameter.split("=", 2);
    var value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
    try {
      return switch (parts[0]) {
        case "schema" -> schema(value);
        case "prefix" -> prefix(value);
        case "notifications" -> notifications(value);
        default -> throw unknown(parameter);
      };
    } catch (IllegalArgumentException e) {
      throw new StoreUnavailable(String.valueOf(e.getMessage()), e);
    }
  }

  private PostgresDatabase notifications(String value) {
    return switch (value) {
      case "off" -> withoutNotifications();
      case "on" -> this;
      default -> throw unknown("notifications=" + value);
    };
  }

  private static IllegalArgumentException unknown(String parameter) {
    return new IllegalArgumentException(
        "there is no parameter 'percheron.%s'; there are percheron.schema=NAME, percheron.prefix=NAME, percheron.notifications=on or off"
            .formatted(Names.shown(parameter)));
  }
}
