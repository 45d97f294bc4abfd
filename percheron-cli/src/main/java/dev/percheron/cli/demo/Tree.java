package dev.percheron.cli.demo;

import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Exit;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What is in a directory and below it. Symbolic links are not followed, so there are no loops and
 * nothing outside; what is neither file nor directory (pipes, sockets) is left aside.
 *
 * @param root the directory
 * @param files regular files that can be read
 * @param directories the root and those below it
 * @param skipped what could not be read, and why
 */
record Tree(Path root, List<Found> files, List<Path> directories, List<String> skipped) {
  /**
   * A file.
   *
   * @param path where it is
   * @param size in bytes, when it was seen
   */
  record Found(Path path, long size) {}

  /**
   * Looks through a directory.
   *
   * @param leaveOut names of directories that are not looked into
   * @param own where the demo keeps its own files: those that begin so are left out
   * @throws Complaint when the directory itself cannot be read
   */
  static Tree of(Path root, Set<String> leaveOut, String own) {
    var tree = new Tree(root, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try {
      Files.walkFileTree(root, tree.new Walk(leaveOut, own));
    } catch (IOException e) {
      throw new Complaint(Exit.FAILED, "the directory %s cannot be read: %s".formatted(root, e));
    }
    tree.files().sort(Comparator.comparing(found -> found.path().toString()));
    return tree;
  }

  /** A path as it is seen from the root. */
  String name(Path path) {
    var relative = root.relativize(path).toString();
    return relative.isEmpty() ? "." : relative;
  }

  /** The {@code most} largest files. */
  List<Found> largest(int most) {
    return files.stream()
        .sorted(Comparator.comparingLong(Found::size).reversed())
        .limit(most)
        .toList();
  }

  /** One walk; fills the lists of its tree. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final Set<String> leaveOut;
    private final String own;

    Walk(Set<String> leaveOut, String own) {
      this.leaveOut = leaveOut;
      this.own = own;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      var name = directory.getFileName();
      if (!directory.equals(root) && name != null && leaveOut.contains(name.toString())) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (isText(directory)) {
        directories.add(directory);
        return FileVisitResult.CONTINUE;
      }
      return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isRegularFile() || isOwn(file)) {
        return FileVisitResult.CONTINUE;
      }
      if (!Files.isReadable(file)) {
        skipped.add(name(file) + ": may not be read");
      } else if (isText(file)) {
        files.add(new Found(file, attributes.size()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException trouble) throws IOException {
      if (path.equals(root)) {
        throw trouble;
      }
      if (!(trouble instanceof NoSuchFileException)) { // gone meanwhile: nothing to miss
        skipped.add(name(path) + ": " + trouble.getClass().getSimpleName());
      }
      return FileVisitResult.CONTINUE;
    }

    /** Somebody may remove things while we look. */
    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException trouble) {
      if (trouble != null) {
        skipped.add(name(directory) + ": " + trouble.getClass().getSimpleName());
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isOwn(Path file) {
      return !own.isEmpty() && file.toString().startsWith(own);
    }

    /**
     * A job gets the path as text; a name that is not text in this locale cannot be found again.
     */
    private boolean isText(Path path) {
      boolean text = isSame(path);
      if (!text) {
        skipped.add(name(path) + ": its name is no text in this locale");
      }
      return text;
    }

    private static boolean isSame(Path path) {
      try {
        return Path.of(path.toString()).equals(path);
      } catch (InvalidPathException e) {
        return false;
      }
    }
  }
}
