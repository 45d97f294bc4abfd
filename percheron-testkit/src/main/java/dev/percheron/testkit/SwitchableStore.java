package dev.percheron.testkit;

import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.JobStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A real store behind a switch: while it is on, every call finds the store away. */
public final class SwitchableStore {
  private static final Set<String> ALWAYS =
      Set.of("listen", "close", "toString", "hashCode", "equals");

  private SwitchableStore() {}

  /** Whether the store is away. */
  public static final class Switch {
    private volatile boolean away;

    /** A store that is there. */
    public Switch() {}

    /** The store goes away. */
    public void on() {
      away = true;
    }

    /** The store comes back. */
    public void off() {
      away = false;
    }
  }

  /** Puts {@code store} behind {@code away}. */
  public static JobStore around(JobStore store, Switch away) {
    return (JobStore)
        Proxy.newProxyInstance(
            JobStore.class.getClassLoader(),
            new Class<?>[] {JobStore.class},
            (proxy, method, arguments) -> call(store, away, method, arguments));
  }

  private static @Nullable Object call(
      JobStore store, Switch away, Method method, Object @Nullable [] arguments) throws Throwable {
    if (away.away && !ALWAYS.contains(method.getName())) {
      throw new StoreUnavailable("the store is away, says the test");
    }
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
