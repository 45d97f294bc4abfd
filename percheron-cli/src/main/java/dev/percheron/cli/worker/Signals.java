package dev.percheron.cli.worker;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Hears the signals that ask a process to end: SIGINT, SIGTERM, SIGHUP.
 *
 * <p>A shutdown hook hears of the first only: the JVM swallows the second, and a person who presses
 * Ctrl-C again would be ignored. {@code sun.misc.Signal} (module {@code jdk.unsupported}, kept by
 * the JDK for exactly this) is the only way to hear them all; it is called by reflection because
 * the compiler warns of it in a way that cannot be silenced. See docs/decisions/signals.md.
 */
final class Signals {
  private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

  private Signals() {}

  /**
   * Calls {@code onSignal} for each signal, each time on a thread of the JVM's. A signal that this
   * JVM or system leaves to others ({@code -Xrs}, {@code nohup}, Windows) keeps its effect.
   */
  static void hear(Runnable onSignal) {
    ENDING.forEach(name -> hear(name, onSignal));
  }

  private static void hear(String name, Runnable onSignal) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null, signal.getConstructor(String.class).newInstance(name), proxy(handler, onSignal));
    } catch (ReflectiveOperationException e) {
      // not ours to hear here: the JVM ends as it does without us, and others rescue the jobs
    }
  }

  private static Object proxy(Class<?> handler, Runnable onSignal) {
    return Proxy.newProxyInstance(
        handler.getClassLoader(),
        new Class<?>[] {handler},
        (self, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                onSignal.run();
                yield null;
              }
              case "hashCode" -> System.identityHashCode(self);
              case "equals" -> arguments != null && self == arguments[0];
              default -> "a signal handler of percheron";
            });
  }
}
