package dev.percheron.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder for the files of a run, removed afterwards. */
record Scratch(Path folder) implements AutoCloseable {

  /** Below {@code where}: what is measured is the disk that it is on. */
  static Scratch below(Path where) {
    try {
      return new Scratch(Files.createTempDirectory(where, "percheron-bench-"));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder can be made in " + where, e);
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    try (var below = Files.walk(folder)) {
      below.sorted(Comparator.reverseOrder()).forEach(Scratch::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
