package dev.percheron.checks.crash;

import dev.percheron.Percheron;
import dev.percheron.api.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Opens a store that may be away for a while. */
final class Patience {
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private Patience() {}

  /**
   * Tries until it is open.
   *
   * @throws StoreUnavailable when it is not, and this process is let go
   */
  static Percheron open(String url, Leash leash) {
    while (true) {
      try {
        return Percheron.open(url);
      } catch (StoreUnavailable e) {
        if (leash.isLetGo()) {
          throw e;
        }
        System.err.println(e.getMessage());
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
    }
  }
}
