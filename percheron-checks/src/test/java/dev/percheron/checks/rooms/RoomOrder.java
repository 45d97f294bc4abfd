package dev.percheron.checks.rooms;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rule 1: which room may know which, and no package cycles. */
final class RoomOrder {
  private static final Set<String> CORE =
      Set.of(
          "api", "schedule", "spi", "json", "handlers", "engine", "exec", "memory", House.FACADE);

  /** For each room those that it may know besides itself. */
  private static final Map<String, Set<String>> KNOWS =
      Map.ofEntries(
          Map.entry("api", Set.of()),
          Map.entry("schedule", Set.of("api")),
          Map.entry("spi", Set.of("api")),
          Map.entry("json", Set.of("api", "schedule", "spi")),
          Map.entry("handlers", Set.of("api", "spi")),
          Map.entry("engine", Set.of("api", "spi")),
          Map.entry("exec", Set.of("api", "spi", "json")),
          Map.entry("memory", Set.of("api", "spi")),
          Map.entry(House.FACADE, CORE),
          Map.entry("jdbc", Set.of("api", "spi", "json")),
          Map.entry("testkit", CORE));

  /** Where everything meets. */
  private static final String TOP = "cli";

  private RoomOrder() {}

  static List<String> violations(House house) {
    return house
        .own()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> !isAllowed(house, dependency))
        .map(Dependency::getDescription)
        .sorted()
        .toList();
  }

  /** Rooms that stand in no row of the table: nobody has said what they may know. */
  static List<String> unknownRooms(House house) {
    return house
        .own()
        .map(type -> house.roomOf(type).orElseThrow())
        .filter(room -> !KNOWS.containsKey(room) && !room.equals(TOP))
        .distinct()
        .sorted()
        .toList();
  }

  static List<String> cycles(House house) {
    return SlicesRuleDefinition.slices()
        .assignedFrom(byPackage(house))
        .should()
        .beFreeOfCycles()
        .evaluate(house.classes())
        .getFailureReport()
        .getDetails();
  }

  private static boolean isAllowed(House house, Dependency dependency) {
    var from = house.roomOf(dependency.getOriginClass()).orElseThrow();
    Optional<String> to = house.roomOf(dependency.getTargetClass().getBaseComponentType());
    return to.isEmpty()
        || to.get().equals(from)
        || from.equals(TOP)
        || KNOWS.getOrDefault(from, Set.of()).contains(to.get());
  }

  private static SliceAssignment byPackage(House house) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return house.roomOf(type).isPresent()
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }
}
