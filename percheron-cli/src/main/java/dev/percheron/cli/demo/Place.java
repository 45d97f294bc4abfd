package dev.percheron.cli.demo;

import dev.percheron.cli.options.Database;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the demo keeps its jobs: in a database that was asked for, or in a temporary one.
 *
 * @param url the database
 * @param file its file, if it has one
 * @param temporary whether it goes when the demo has ended
 */
record Place(String url, Optional<Path> file, boolean temporary) implements AutoCloseable {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final List<String> SUFFIXES = List.of("", "-journal", "-shm", "-wal");

  /**
   * The place that was asked for. PERCHERON_DB does not count: it names a database with real jobs.
   */
  static Place chosen(Optional<Path> keep, Database database) {
    if (keep.isPresent() && database.typed().isPresent()) {
      throw new Complaint(Exit.USAGE, "--keep and --db both name a database; give one of them");
    } else if (keep.isPresent()) {
      var file = keep.orElseThrow();
      return new Place(SQLITE + file, Optional.of(file.toAbsolutePath()), false);
    } else if (database.typed().isPresent()) {
      return new Place(database.url(), database.file().map(Path::toAbsolutePath), false);
    }
    return temporaryPlace();
  }

  /** What the paths of its files begin with; empty when it has none. */
  String own() {
    return file.map(Place::resolved).map(Path::toString).orElse("");
  }

  /** Removes a temporary database. */
  @Override
  public void close() {
    if (temporary) {
      file.ifPresent(Place::delete);
    }
  }

  private static Place temporaryPlace() {
    try {
      var folder = Files.createTempDirectory("percheron-demo-");
      var file = folder.resolve("demo.db");
      deleteWhenInterrupted(folder, file);
      return new Place(SQLITE + file, Optional.of(file), true);
    } catch (IOException e) {
      throw new Complaint(
          Exit.UNREACHABLE, "no temporary database can be made: %s; try --keep FILE".formatted(e));
    }
  }

  /** Ctrl-C ends the JVM without a word to us; it deletes these in the reverse order. */
  private static void deleteWhenInterrupted(Path folder, Path file) {
    folder.toFile().deleteOnExit();
    SUFFIXES.forEach(suffix -> Path.of(file + suffix).toFile().deleteOnExit());
  }

  private static void delete(Path file) {
    try {
      for (var suffix : SUFFIXES) {
        Files.deleteIfExists(Path.of(file + suffix));
      }
      var folder = file.getParent();
      if (folder != null) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      // it is in the folder for temporary files: the system clears it away
    }
  }

  /** As the walk will see it. */
  private static Path resolved(Path file) {
    try {
      var folder = file.getParent();
      return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      return file;
    }
  }
}
