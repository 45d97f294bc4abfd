package dev.percheron.checks.rooms;

import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.List;
import java.util.Set;

/**
 * Rule 6: jobs are claimed and settled, and leases held, by the engine alone. A store may call
 * itself.
 */
final class StoreCalls {
  private static final String STORE = "dev.percheron.spi.JobStore";
  private static final Set<String> ENGINES =
      Set.of("claim", "settle", "renew", "rescue", "register", "retire");

  private StoreCalls() {}

  static List<String> violations(House house, Allowed allowed) {
    return Calls.outside(allowed, house, access -> isForbidden(house, access));
  }

  private static boolean isForbidden(House house, JavaCodeUnitAccess<?> access) {
    return ENGINES.contains(Calls.name(access))
        && access.getTargetOwner().isAssignableTo(STORE)
        && !isItself(house, access);
  }

  private static boolean isItself(House house, JavaCodeUnitAccess<?> access) {
    return house.roomOf(access.getTargetOwner()).equals(house.roomOf(access.getOriginOwner()));
  }
}
