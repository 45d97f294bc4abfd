package dev.percheron.checks.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Appends to the history of one process. What {@link #add} has written survives the death of the
 * process – not of the machine: it is handed to the system in one write, unbuffered.
 *
 * <p>A stream and not a channel: handlers are interrupted, and an interrupt closes a channel.
 */
final class HistoryWriter implements AutoCloseable {
  private final OutputStream file;

  private HistoryWriter(OutputStream file) {
    this.file = file;
  }

  static HistoryWriter open(Path path) {
    try {
      return new HistoryWriter(new FileOutputStream(path.toFile(), true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(Entry entry) {
    addAll(List.of(entry));
  }

  void addAll(List<? extends Entry> entries) {
    var text = new StringBuilder();
    entries.forEach(entry -> text.append(Lines.write(entry)));
    write(text.toString().getBytes(UTF_8));
  }

  private synchronized void write(byte[] bytes) {
    try {
      file.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
