package dev.percheron.exec.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one child: where it works, where its temporary files are, and where a crash is
 * described. It goes with the child.
 */
record Nest(Path folder) {
  private static final int REPORT = 3_000; // bytes: what crashed, and where

  /** Makes the folder below {@code parent}. */
  static Nest in(Path parent, String name) throws IOException {
    var folder = parent.resolve(name);
    Files.createDirectories(folder.resolve("tmp"));
    return new Nest(folder);
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  Path errorFile() {
    return folder.resolve("crash.log");
  }

  /** The first lines of what a JVM that crashed has written; empty when it has not. */
  String crashReport() {
    try (var in = Files.newInputStream(errorFile())) {
      return "\ncrash report\n" + new String(in.readNBytes(REPORT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // there is none
    }
  }

  void remove() {
    removeTree(folder);
  }

  /** Follows no link, and goes on where something cannot be removed. */
  static void removeTree(Path root) {
    try {
      Files.walkFileTree(root, new Remover());
    } catch (IOException e) {
      // somebody else's; the next start tries again
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return removed(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
      return removed(file);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) {
      return removed(folder);
    }

    private static FileVisitResult removed(Path path) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        return FileVisitResult.CONTINUE; // what is left is found at the next start
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
