package dev.percheron.checks.rooms;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.percheron.checks.rooms.Sources.File;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rule 10: every store and every executor has a test class that extends its contract and names it,
 * or the provider that makes it.
 */
final class ContractRules {
  private ContractRules() {}

  /**
   * @param spi the full name of what is implemented
   * @param contract the simple name of its contract
   */
  static List<String> untested(House house, Sources sources, String spi, String contract) {
    var tests = testsOf(sources, contract);
    return house
        .own()
        .filter(type -> isImplementation(type, spi))
        .filter(type -> tests.stream().noneMatch(test -> names(test, type)))
        .map(type -> "no test of %s extends %s".formatted(type.getFullName(), contract))
        .sorted()
        .toList();
  }

  private static boolean isImplementation(JavaClass type, String spi) {
    return type.isAssignableTo(spi)
        && !type.isInterface()
        && !type.isAnonymousClass()
        && !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }

  /** Tests that extend the contract, directly or through another class. */
  private static List<File> testsOf(Sources sources, String contract) {
    Set<String> family = new HashSet<>(Set.of(contract));
    while (sources.files().stream().anyMatch(file -> joins(file, family))) {
      // each round adds one generation
    }
    return sources.files().stream()
        .filter(File::isTest)
        .filter(file -> isIn(file, family))
        .toList();
  }

  private static boolean joins(File file, Set<String> family) {
    boolean joined = false;
    for (var type : Sources.types(file)) {
      if (SourceRules.superclass(type).filter(family::contains).isPresent()) {
        joined |= family.add(type.getSimpleName().toString());
      }
    }
    return joined;
  }

  private static boolean isIn(File file, Set<String> family) {
    return Sources.types(file).stream()
        .anyMatch(type -> family.contains(type.getSimpleName().toString()));
  }

  private static boolean names(File test, JavaClass type) {
    return Pattern.compile("\\b" + type.getSimpleName() + "(Provider|Test)?\\b")
        .matcher(test.text())
        .find();
  }
}
