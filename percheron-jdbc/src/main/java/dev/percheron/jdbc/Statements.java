package dev.percheron.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL of one dialect: statements by name, read from {@code .sql} resources where each begins
 * with a line {@code -- name: some.name}.
 *
 * <p>A statement for many rows at once has its row between double braces: {@code {{(?1 + {i}, ?2,
 * {?})}}} is repeated as often as asked, with {@code {i}} the row's place from 0 and every {@code
 * {?}} a parameter of its own, numbered after those that all rows share. That way a thousand rows
 * need one parameter each instead of seven.
 */
final class Statements {
  private static final Pattern NAME = Pattern.compile("-- name: ([a-z]+(?:\\.[a-z-]+)+)");
  private static final Pattern ROW = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  private static final Pattern SHARED = Pattern.compile("\\?(\\d+)");

  private final Map<String, String> byName;

  private Statements(Map<String, String> byName) {
    this.byName = byName;
  }

  /**
   * Reads the files of a folder beside this class.
   *
   * @throws IllegalStateException when two statements have one name
   */
  static Statements load(String folder, List<String> files) {
    return load(folder, files, UnaryOperator.identity());
  }

  /**
   * Reads the files of a folder beside this class, each written in full by {@code dialect}.
   *
   * @throws IllegalStateException when two statements have one name
   */
  static Statements load(String folder, List<String> files, UnaryOperator<String> dialect) {
    var byName = new HashMap<String, String>();
    for (var file : files) {
      collect(dialect.apply(text(folder + "/" + file)), byName);
    }
    return new Statements(Map.copyOf(byName));
  }

  /** The text of a resource beside this class. */
  static String text(String resource) {
    try (var in = Statements.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all statements. */
  Iterable<String> names() {
    return byName.keySet().stream().sorted().toList();
  }

  /** Whether there is a statement called {@code name}. */
  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The statement called {@code name}. */
  String sql(String name) {
    var sql = byName.get(name);
    if (sql == null) {
      throw new IllegalStateException("there is no statement '" + name + "'");
    }
    return sql;
  }

  /** The statement called {@code name} for so many rows. */
  String rows(String name, int count) {
    var sql = sql(name);
    var row = ROW.matcher(sql);
    if (!row.find()) {
      throw new IllegalStateException("the statement '" + name + "' is not one for many rows");
    }
    return sql.substring(0, row.start())
        + repeated(row.group(1), shared(sql), count)
        + sql.substring(row.end());
  }

  private static int shared(String sql) {
    return SHARED
        .matcher(sql)
        .results()
        .mapToInt(r -> Integer.parseInt(r.group(1)))
        .max()
        .orElse(0);
  }

  private static String repeated(String row, int shared, int count) {
    var text = new StringBuilder();
    int parameter = shared;
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",\n");
      for (var piece : row.replace("{i}", Integer.toString(i)).split("(?<=\\{\\?})", -1)) {
        text.append(piece.endsWith("{?}") ? piece.replace("{?}", "?" + ++parameter) : piece);
      }
    }
    return text.toString();
  }

  private static void collect(String file, Map<String, String> byName) {
    String name = "";
    var sql = new StringBuilder();
    for (var line : file.lines().toList()) {
      Matcher start = NAME.matcher(line);
      if (start.matches()) {
        put(byName, name, sql);
        name = start.group(1);
      } else if (!line.startsWith("--")) {
        sql.append(line).append('\n');
      }
    }
    put(byName, name, sql);
  }

  private static void put(Map<String, String> byName, String name, StringBuilder sql) {
    if (!name.isEmpty() && byName.put(name, trimmed(sql.toString())) != null) {
      throw new IllegalStateException("there are two statements '" + name + "'");
    }
    sql.setLength(0);
  }

  private static String trimmed(String sql) {
    var text = sql.strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
  }
}
