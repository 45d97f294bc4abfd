package dev.percheron.checks.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What all processes of a run have written down.
 *
 * @param entries in the order of each process; of several processes in no order
 */
record History(List<Entry> entries) {
  /** Stands for no unique key. */
  static final String NO_KEY = "-";

  private static final String SUFFIX = ".history";

  History {
    entries = List.copyOf(entries);
  }

  /** The file of one process. */
  static Path file(Path folder, String name) {
    return folder.resolve(name + SUFFIX);
  }

  /**
   * Reads all files of a run.
   *
   * @throws IllegalStateException when a line that is not the last of its file is damaged
   */
  static History read(Path folder) {
    try (var files = Files.list(folder)) {
      var entries = new ArrayList<Entry>();
      for (var file : files.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList()) {
        readInto(entries, file);
      }
      return new History(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of one type. */
  <E extends Entry> Stream<E> all(Class<E> type) {
    return entries.stream().filter(type::isInstance).map(type::cast);
  }

  private static void readInto(List<Entry> entries, Path file) throws IOException {
    var lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      Optional<Entry> entry = Lines.read(lines.get(i));
      if (entry.isEmpty() && i < lines.size() - 1) {
        throw new IllegalStateException("%s: line %d is damaged".formatted(file, i + 1));
      }
      entry.ifPresent(entries::add);
    }
  }
}
