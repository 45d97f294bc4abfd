package dev.percheron.checks.rooms;

import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.List;
import java.util.Set;

/** Rule 3: time comes from an injected {@code InstantSource}, and nobody sleeps. */
final class TimeRules {
  private static final Set<String> SLEEPERS =
      Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep");

  private static final Set<String> CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.time.InstantSource.system",
          "java.util.Calendar.getInstance");

  private TimeRules() {}

  static List<String> clocks(House house, Allowed allowed) {
    return Calls.outside(allowed, house, TimeRules::readsAClock);
  }

  static List<String> sleeps(House house) {
    return Calls.outside(Allowed.NOTHING, house, access -> SLEEPERS.contains(target(access)));
  }

  private static boolean readsAClock(JavaCodeUnitAccess<?> access) {
    return CLOCKS.contains(target(access)) || isNow(access) || isClock(access) || isDate(access);
  }

  /** {@code now()} of any class of java.time; {@code now(clock)} is told the time. */
  private static boolean isNow(JavaCodeUnitAccess<?> access) {
    return Calls.owner(access).startsWith("java.time.")
        && Calls.name(access).equals("now")
        && !Calls.takes(access, java.time.Clock.class);
  }

  private static boolean isClock(JavaCodeUnitAccess<?> access) {
    return Calls.owner(access).equals("java.time.Clock")
        && (Calls.name(access).startsWith("system") || Calls.name(access).startsWith("tick"));
  }

  private static boolean isDate(JavaCodeUnitAccess<?> access) {
    return Calls.owner(access).equals("java.util.Date")
        && Calls.isConstructor(access)
        && access.getTarget().getRawParameterTypes().isEmpty();
  }

  private static String target(JavaCodeUnitAccess<?> access) {
    return Calls.owner(access) + "." + Calls.name(access);
  }
}
