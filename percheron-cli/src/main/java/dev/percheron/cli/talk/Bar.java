package dev.percheron.cli.talk;

/** A progress bar on stderr; nothing where no person looks. For one thread. */
public final class Bar implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final String CLEAR = "\r\u001b[K";

  private final Console console;
  private final String what;
  private String drawn = "";

  /** A bar for {@code what}. */
  public Bar(Console console, String what) {
    this.console = console;
    this.what = what;
  }

  /** Draws it anew when it has changed. */
  public void show(long done, long total) {
    if (!console.terminal().err()) {
      return;
    }
    int full = total == 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
    var line =
        "%s [%s%s] %d/%d".formatted(what, "#".repeat(full), "·".repeat(WIDTH - full), done, total);
    if (!line.equals(drawn)) {
      drawn = line;
      console.err().print(CLEAR + Shown.cut(Shown.line(line), console.terminal().width() - 1));
      console.err().flush();
    }
  }

  /** Wipes it off. */
  @Override
  public void close() {
    if (!drawn.isEmpty()) {
      drawn = "";
      console.err().print(CLEAR);
      console.err().flush();
    }
  }
}
