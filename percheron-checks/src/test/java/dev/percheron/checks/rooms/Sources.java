package dev.percheron.checks.rooms;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.tools.ToolProvider;

/**
 * Parsed Java files: for rules about what the compiler drops, and about tests.
 *
 * @param files the files
 */
record Sources(List<File> files) {
  /**
   * One file.
   *
   * @param path where it is
   * @param text what it says
   * @param unit its tree, not attributed
   * @param trees finds places in the tree
   */
  record File(Path path, String text, CompilationUnitTree unit, Trees trees) {
    /** Whether it belongs to the tests of a module. */
    boolean isTest() {
      return path.toString().contains("/src/test/");
    }

    /** How many lines it has. */
    int lines() {
      return Math.toIntExact(text.lines().count());
    }

    /** The first line of a tree. */
    long firstLine(Tree tree) {
      return unit.getLineMap()
          .getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    /** The last line of a tree. */
    long lastLine(Tree tree) {
      return unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, tree));
    }

    /**
     * The package and the name of the outermost class, such as {@code dev.percheron.engine.Loop}.
     */
    String name() {
      var simple = path.getFileName().toString().replaceFirst("\\.java$", "");
      return Optional.ofNullable(unit.getPackageName())
          .map(place -> place + "." + simple)
          .orElse(simple);
    }

    /** The same without {@code dev.percheron.}. */
    String shortName() {
      return name().replaceFirst("^dev\\.percheron\\.", "");
    }
  }

  private static final String PLANTED = "/checks/planted/";

  Sources {
    files = List.copyOf(files);
  }

  /** All Java files of the repository but the planted ones. */
  static Sources real() {
    return below(repository(), path -> !path.toString().contains(PLANTED));
  }

  /** The planted files. */
  static Sources planted() {
    return below(
        repository().resolve("percheron-checks/src/test"),
        path -> path.toString().contains(PLANTED));
  }

  /** All Java files below a folder. */
  static Sources below(Path folder, Function<Path, Boolean> isMeant) {
    try (var paths = Files.walk(folder)) {
      return parsed(
          paths
              .filter(path -> path.toString().endsWith(".java"))
              .filter(path -> !path.toString().contains("/target/"))
              .filter(isMeant::apply)
              .sorted()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that are no tests. */
  Sources main() {
    return new Sources(files.stream().filter(file -> !file.isTest()).toList());
  }

  /** Every tree of some kind, turned into what {@code read} makes of it. */
  static <T extends Tree, R> List<R> find(File file, Class<T> kind, Function<T, Optional<R>> read) {
    var found = new ArrayList<R>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void scan(Tree tree, Void nothing) {
        if (kind.isInstance(tree)) {
          read.apply(kind.cast(tree)).ifPresent(found::add);
        }
        return super.scan(tree, null);
      }
    }.scan(new TreePath(file.unit()), null);
    return found;
  }

  /** All named classes, interfaces, records and enums of a file. */
  static List<ClassTree> types(File file) {
    return find(
        file,
        ClassTree.class,
        type -> type.getSimpleName().isEmpty() ? Optional.empty() : Optional.of(type));
  }

  /** The folder of the Maven wrapper. */
  static Path repository() {
    var here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("mvnw"))) {
      here = Optional.ofNullable(here.getParent()).orElseThrow();
    }
    return here;
  }

  private static Sources parsed(List<Path> paths) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var files = new ArrayList<File>();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      if (paths.isEmpty()) {
        return new Sources(List.of());
      }
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(paths));
      var trees = Trees.instance(task);
      for (var unit : task.parse()) {
        var path = Path.of(unit.getSourceFile().toUri());
        files.add(new File(path, Files.readString(path), unit, trees));
      }
    }
    return new Sources(files);
  }
}
