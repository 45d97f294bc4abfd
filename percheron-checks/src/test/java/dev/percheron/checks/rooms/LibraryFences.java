package dev.percheron.checks.rooms;

import com.tngtech.archunit.core.domain.Dependency;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rule 2: which packages may know which library. */
final class LibraryFences {
  /** The packages of the command line that have commands and options in them. */
  private static final Set<String> COMMANDS =
      Set.of(
          "cli",
          "cli.bench",
          "cli.demo",
          "cli.jobs",
          "cli.options",
          "cli.queues",
          "cli.schedules",
          "cli.store",
          "cli.worker");

  /** Packages of libraries, and the packages of ours – from the root – that may know them. */
  private static final Map<String, Set<String>> FENCES =
      Map.ofEntries(
          Map.entry("java.sql", Set.of("jdbc", "cli.bench")),
          Map.entry("javax.sql", Set.of("jdbc", "cli.bench")),
          Map.entry("org.sqlite", Set.of("jdbc", "cli.bench")),
          Map.entry("org.postgresql", Set.of("jdbc")),
          Map.entry("com.sun.net.httpserver", Set.of()),
          Map.entry("picocli", COMMANDS),
          Map.entry("java.awt", Set.of()),
          Map.entry("java.beans", Set.of()),
          Map.entry("javax.swing", Set.of()),
          Map.entry("javafx", Set.of()),
          Map.entry("org.springframework", Set.of()),
          Map.entry("tools.jackson", Set.of("json", "cli", "cli.bench", "cli.talk")),
          Map.entry("org.junit", Set.of("testkit", "testkit.executor", "testkit.store")),
          Map.entry("org.assertj", Set.of("testkit", "testkit.executor", "testkit.store")));

  /** All that the words, the triggers and the extension points may know besides each other. */
  private static final Set<String> PLAIN = Set.of("java.", "org.jspecify.");

  private LibraryFences() {}

  static List<String> violations(House house) {
    return house
        .own()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> isBehindAFence(house, dependency) || isNotPlain(house, dependency))
        .map(Dependency::getDescription)
        .sorted()
        .toList();
  }

  private static boolean isBehindAFence(House house, Dependency dependency) {
    var origin = house.shortPackage(dependency.getOriginClass());
    return fence(target(dependency)).filter(fence -> !mayKnow(origin, fence)).isPresent();
  }

  /** A package may know what the one around it may. */
  private static boolean mayKnow(String origin, String fence) {
    return FENCES.get(fence).stream()
        .anyMatch(place -> origin.equals(place) || origin.startsWith(place + "."));
  }

  private static Optional<String> fence(String target) {
    return FENCES.keySet().stream()
        .filter(library -> target.startsWith(library + "."))
        .max(Comparator.comparingInt(String::length));
  }

  private static boolean isNotPlain(House house, Dependency dependency) {
    var room = house.roomOf(dependency.getOriginClass()).orElseThrow();
    var target = target(dependency);
    return Set.of("api", "schedule", "spi").contains(room)
        && target.contains(".")
        && !target.startsWith(house.root() + ".")
        && PLAIN.stream().noneMatch(target::startsWith);
  }

  private static String target(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType().getFullName();
  }
}
