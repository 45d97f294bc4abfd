package dev.percheron.cli.talk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows and columns, written in any {@link Format} from one description.
 *
 * @param <T> what a row is about
 */
public final class Table<T> {
  private static final String GAP = "  ";
  private static final int NARROWEST = 16;

  private final List<Column<T>> columns;

  /** A table of these columns. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public Table(Column<T>... columns) {
    this.columns = List.of(columns);
  }

  /** Writes rows as data. */
  public void print(Console console, Format format, List<T> rows) {
    switch (format) {
      case TABLE -> lines(console, rows).forEach(console::print);
      case TABS -> rows.forEach(row -> console.print(tabs(row)));
      case JSON -> console.print(Json.text(rows.stream().map(this::json).toList()));
      case JSON_LINES -> rows.forEach(row -> console.print(Json.text(json(row))));
    }
  }

  /** The lines of an aligned table with a heading; none without rows. */
  public List<String> lines(Console console, List<T> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    var now = console.time().instant();
    var widths = widths(rows, now, console.terminal().width());
    var lines = new ArrayList<String>();
    lines.add(console.outStyle().dim(heading(widths, rows.getFirst())));
    rows.forEach(row -> lines.add(line(row, widths, now, console.outStyle())));
    return lines;
  }

  /** One row with tabs. */
  public String tabs(T row) {
    return String.join("\t", columns.stream().map(c -> c.cell().apply(row).fullText()).toList());
  }

  /** One row as a JSON object. */
  public Map<String, @Nullable Object> json(T row) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    columns.forEach(column -> object.put(column.key(), column.cell().apply(row).jsonValue()));
    return object;
  }

  private int[] widths(List<T> rows, Instant now, int most) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      var column = columns.get(i);
      widths[i] = column.name().length();
      for (var row : rows) {
        widths[i] = Math.max(widths[i], column.cell().apply(row).shortText(now).length());
      }
    }
    fit(widths, most);
    return widths;
  }

  /** Takes from the widest column what does not fit into a line. */
  private static void fit(int[] widths, int most) {
    int over = GAP.length() * (widths.length - 1) - most;
    int widest = 0;
    for (int i = 0; i < widths.length; i++) {
      over += widths[i];
      widest = widths[i] > widths[widest] ? i : widest;
    }
    if (over > 0) {
      widths[widest] = Math.max(Math.min(NARROWEST, widths[widest]), widths[widest] - over);
    }
  }

  private String heading(int[] widths, T example) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var column = columns.get(i);
      line.append(padded(column.heading(), widths[i], isNumber(column.cell().apply(example))));
      line.append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private String line(T row, int[] widths, Instant now, Style style) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var cell = columns.get(i).cell().apply(row);
      var text = padded(cell.shortText(now), widths[i], isNumber(cell));
      boolean last = i == widths.length - 1;
      line.append(coloured(cell, last ? text.stripTrailing() : text, style));
      line.append(last ? "" : GAP);
    }
    return line.toString();
  }

  private static String coloured(Cell cell, String text, Style style) {
    return cell instanceof Cell.State(var state) ? style.state(state, text) : text;
  }

  private static boolean isNumber(Cell cell) {
    return cell instanceof Cell.Count || cell instanceof Cell.Rate || cell instanceof Cell.Span;
  }

  private static String padded(String text, int width, boolean toTheRight) {
    var cut = Shown.cut(text, width);
    var space = " ".repeat(Math.max(0, width - cut.length()));
    return toTheRight ? space + cut : cut + space;
  }
}
