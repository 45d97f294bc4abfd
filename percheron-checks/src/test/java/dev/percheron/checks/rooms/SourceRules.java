package dev.percheron.checks.rooms;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import dev.percheron.checks.rooms.Sources.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules that are held against the text: the compiler itself writes {@code catch (Throwable)} – for
 * record patterns and try-with-resources – so the class files cannot tell who wrote it.
 */
final class SourceRules {
  static final int LONG_FILE = 300;
  static final int TOO_LONG_FILE = 500;
  static final int LONG_METHOD = 40;
  static final int TOO_LONG_METHOD = 60;

  private static final Set<String> EVERYTHING = Set.of("Throwable", "Error");
  private static final Set<String> SLEEPERS =
      Set.of("Thread.sleep", "SECONDS.sleep", "MILLISECONDS.sleep");
  private static final Set<String> BAD_WORDS =
      Set.of(
          "Manager",
          "Helper",
          "Helpers",
          "Util",
          "Utils",
          "Data",
          "Info",
          "Base",
          "Impl",
          "Processor");

  /** Verbs that say nothing; as nouns, further back in a name, they may stand. */
  private static final Set<String> BAD_VERBS = Set.of("Process", "Handle");

  private SourceRules() {}

  /** Rule 5: {@code Throwable} is caught only where user code is called, and in the loops. */
  static List<String> catches(Sources sources, Allowed allowed) {
    return sources.files().stream()
        .filter(file -> !allowed.names(file.shortName()))
        .flatMap(file -> Sources.find(file, CatchTree.class, tree -> caught(file, tree)).stream())
        .toList();
  }

  /** Rule 3 for tests, which the class files of this module do not show. */
  static List<String> sleeps(Sources sources) {
    return sources.files().stream()
        .flatMap(
            file -> Sources.find(file, MemberSelectTree.class, tree -> slept(file, tree)).stream())
        .toList();
  }

  /** Rule 9: files. */
  static List<String> longFiles(Sources sources, Allowed allowed) {
    return sources.files().stream()
        .filter(file -> file.lines() > limit(file, allowed, LONG_FILE, TOO_LONG_FILE))
        .map(file -> "%s has %d lines".formatted(file.shortName(), file.lines()))
        .toList();
  }

  /** Rule 9: methods. */
  static List<String> longMethods(Sources sources, Allowed allowed) {
    return sources.files().stream()
        .flatMap(file ->
            Sources.find(file, MethodTree.class, method -> tooLong(file, method, allowed)).stream())
        .toList();
  }

  /** The vocabulary: words that say nothing, or the wrong thing. */
  static List<String> badNames(Sources sources) {
    return sources.files().stream()
        .flatMap(file ->
            Sources.types(file).stream()
                .filter(type -> hasBadWord(file, type.getSimpleName().toString()))
                .map(type -> "%s: %s".formatted(file.shortName(), type.getSimpleName())))
        .toList();
  }

  private static Optional<String> caught(File file, CatchTree tree) {
    var types = alternatives(tree.getParameter().getType()).map(Tree::toString);
    return types.anyMatch(EVERYTHING::contains)
        ? Optional.of(
            "%s catches everything in line %d".formatted(file.shortName(), file.firstLine(tree)))
        : Optional.empty();
  }

  private static Stream<? extends Tree> alternatives(Tree type) {
    return type instanceof UnionTypeTree union
        ? union.getTypeAlternatives().stream()
        : Stream.of(type);
  }

  private static Optional<String> slept(File file, MemberSelectTree tree) {
    var text = tree.toString();
    return SLEEPERS.stream().anyMatch(name -> text.equals(name) || text.endsWith("." + name))
        ? Optional.of("%s sleeps in line %d".formatted(file.shortName(), file.firstLine(tree)))
        : Optional.empty();
  }

  /** Annotations do not count: the rows of a parameterized test are a table, not a story. */
  private static Optional<String> tooLong(File file, MethodTree method, Allowed allowed) {
    if (method.getBody() == null) {
      return Optional.empty();
    }
    long lines = file.lastLine(method.getBody()) - file.firstLine(method.getBody()) + 1;
    return lines > limit(file, allowed, LONG_METHOD, TOO_LONG_METHOD)
        ? Optional.of("%s.%s has %d lines".formatted(file.shortName(), method.getName(), lines))
        : Optional.empty();
  }

  private static int limit(File file, Allowed allowed, int usual, int hard) {
    return allowed.names(file.shortName()) ? hard : usual;
  }

  private static boolean hasBadWord(File file, String name) {
    var words = Arrays.asList(name.split("(?<=[a-z0-9])(?=[A-Z])"));
    return words.stream().anyMatch(BAD_WORDS::contains)
        || (BAD_VERBS.contains(words.getFirst()) && !isAboutProcesses(file))
        || (words.contains("Abstract") && !file.name().startsWith("dev.percheron.testkit."));
  }

  /** There "process" is the thing that the operating system runs, not what somebody does. */
  private static boolean isAboutProcesses(File file) {
    return file.shortName().contains("exec.process.")
        || file.shortName().contains("executor.process.");
  }

  /** For {@link ContractRules}: the simple name of what a class extends. */
  static Optional<String> superclass(ClassTree type) {
    return Optional.ofNullable(type.getExtendsClause())
        .map(tree -> tree.toString().replaceFirst("<.*", "").replaceFirst("^.*\\.", ""));
  }
}
