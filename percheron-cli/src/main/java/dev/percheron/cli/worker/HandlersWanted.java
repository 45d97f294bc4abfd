package dev.percheron.cli.worker;

import dev.percheron.JarHandlers;
import dev.percheron.Percheron;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which handlers a worker brings. */
final class HandlersWanted {
  @Option(
      names = "--jar",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Jars with @Handler methods; all of them are made known.")
  private List<Path> jars = List.of();

  @Option(
      names = "--handlers",
      paramLabel = "CLASS",
      arity = "1..*",
      description = "Classes on the class path with static @Handler methods.")
  private List<String> classes = List.of();

  /** Makes them known, says which, and what of them cannot be used. */
  void addTo(Percheron percheron, Console console) {
    for (var jar : jars) {
      add(percheron, jar, console);
    }
    classes.forEach(name -> add(percheron, name));
    if (jars.isEmpty() && classes.isEmpty()) {
      console.say(
          "this worker has no handlers, so only jobs that are commands can succeed; bring some with --jar FILE");
    }
  }

  private static void add(Percheron percheron, Path jar, Console console) {
    var found = loaded(percheron, jar);
    found.problems().forEach(problem -> console.say(jar.getFileName() + ": " + problem));
    if (found.handlers().isEmpty()) {
      throw new Complaint(
          Exit.FAILED,
          "%s has no handler that can be used: mark methods with @Handler(\"a.name\")"
              .formatted(jar));
    }
    console.say("%s: %s".formatted(jar.getFileName(), String.join(", ", names(found))));
  }

  private static JarHandlers loaded(Percheron percheron, Path jar) {
    try {
      return percheron.handlersOf(jar);
    } catch (IllegalArgumentException e) {
      throw new Complaint(Exit.NOT_FOUND, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> names(JarHandlers found) {
    return new ArrayList<>(found.handlers());
  }

  private static void add(Percheron percheron, String name) {
    try {
      percheron.handlers(Class.forName(name));
    } catch (ClassNotFoundException | LinkageError e) {
      throw new Complaint(
          Exit.NOT_FOUND,
          "the class %s cannot be loaded (%s); for classes in a jar of yours: --jar FILE"
              .formatted(name, e));
    } catch (IllegalArgumentException e) {
      throw new Complaint(Exit.FAILED, String.valueOf(e.getMessage()));
    }
  }
}
