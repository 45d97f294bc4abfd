package dev.percheron.checks.rooms;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.util.List;
import java.util.function.Predicate;

/** Looks for calls and method references that a rule forbids outside of some places. */
final class Calls {
  private Calls() {}

  /** The forbidden ones, each as a sentence. */
  static List<String> outside(
      Allowed allowed, House house, Predicate<JavaCodeUnitAccess<?>> isForbidden) {
    return house
        .own()
        .filter(type -> !allowed.names(house.shortName(type)))
        .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
        .filter(isForbidden)
        .map(JavaAccess::getDescription)
        .sorted()
        .toList();
  }

  static String owner(JavaCodeUnitAccess<?> access) {
    return access.getTargetOwner().getFullName();
  }

  static String name(JavaCodeUnitAccess<?> access) {
    return access.getTarget().getName();
  }

  static boolean isConstructor(JavaCodeUnitAccess<?> access) {
    return name(access).equals(JavaConstructor.CONSTRUCTOR_NAME);
  }

  static boolean takes(JavaCodeUnitAccess<?> access, Class<?> parameter) {
    return access.getTarget().getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(parameter));
  }
}
