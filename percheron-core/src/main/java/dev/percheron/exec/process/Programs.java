package dev.percheron.exec.process;

import dev.percheron.api.Names;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs before they are started, so that what is wrong can be said. */
final class Programs {
  private Programs() {}

  /**
   * The file that {@code program} means.
   *
   * @param directory where it will work; a program named with a slash is looked for from there
   * @param path folders separated by colons, for a program named without a slash
   * @throws IllegalArgumentException when there is none, or it cannot be executed
   */
  static Path find(String program, Path directory, String path) {
    checkDirectory(directory);
    try {
      return program.contains("/")
          ? executable(directory.resolve(program).toAbsolutePath().normalize())
          : onPath(program, path);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "'%s' names no program".formatted(Names.shown(program)), e);
    }
  }

  /**
   * @throws IllegalArgumentException when it is no directory
   */
  static void checkDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "the working directory '%s' does not exist".formatted(directory));
    }
  }

  private static Path executable(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no program '%s'".formatted(file));
    } else if (!Files.isExecutable(file)) {
      throw new IllegalArgumentException(
          "the program '%s' may not be executed by this user".formatted(file));
    }
    return file;
  }

  private static Path onPath(String program, String path) {
    return candidates(program, path)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> notOnPath(program, path));
  }

  private static Path notOnPath(String program, String path) {
    Optional<Path> there = candidates(program, path).findFirst();
    throw new IllegalArgumentException(
        there.isPresent()
            ? "the program '%s' may not be executed by this user".formatted(there.orElseThrow())
            : "there is no program '%s' on the PATH (%s)".formatted(Names.shown(program), path));
  }

  private static Stream<Path> candidates(String program, String path) {
    return Stream.of(path.split(":", -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isRegularFile);
  }
}
