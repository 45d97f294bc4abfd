package dev.percheron.checks.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Appends to the history of one process. What {@link #add} has written survives the death of the
 * process – not of the machine: it is handed to the system in one write, unbuffered.
 */
final class HistoryWriter implements AutoCloseable {
  private final FileChannel file;

  private HistoryWriter(FileChannel file) {
    this.file = file;
  }

  static HistoryWriter open(Path path) {
    try {
      return new HistoryWriter(FileChannel.open(path, CREATE, WRITE, APPEND));
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
    write(ByteBuffer.wrap(text.toString().getBytes(UTF_8)));
  }

  private synchronized void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
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
