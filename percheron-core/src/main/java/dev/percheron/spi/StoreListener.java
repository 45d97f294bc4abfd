package dev.percheron.spi;

import java.util.Set;

/** Hears from a store that it is worth looking. Calls must return quickly and do not throw. */
public interface StoreListener {
  /** Something was stored that may make jobs of these queues ready. */
  void ready(Set<String> queues);

  /** Somebody else changed the store: anything may be ready, cancelled, declared or ended. */
  void changed();
}
