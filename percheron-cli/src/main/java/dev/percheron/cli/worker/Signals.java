package dev.percheron.cli.worker;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hears the signals that ask a process to end: SIGINT, SIGTERM, SIGHUP.
 *
 * <p>A shutdown hook hears of the first only: the JVM swallows the second, and a person who presses
 * Ctrl-C again would be ignored. {@code sun.misc.Signal} (module {@code jdk.unsupported}, kept by
 * the JDK for uses like this) is the only way to hear them all; it is called by reflection because
 * the compiler warns of it in a way that cannot be silenced. See docs/decisions/signals.md. For one
 * thread; the signals come on threads of the JVM's.
 */
final class Signals {
  private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

  /** What was done with each before; signals that this JVM leaves to others are not in it. */
  private final Map<Object, Object> before = new LinkedHashMap<>();

  private Signals() {}

  /**
   * Calls {@code onSignal} for each signal until {@link #restore}. A signal that this JVM or system
   * leaves to others ({@code -Xrs}, {@code nohup}, Windows) keeps its effect.
   */
  static Signals hear(Runnable onSignal) {
    var signals = new Signals();
    ENDING.forEach(name -> signals.hear(name, onSignal));
    return signals;
  }

  /** Lets the signals do again what they did before. */
  void restore() {
    before.forEach(Signals::restore);
    before.clear();
  }

  private void hear(String name, Runnable onSignal) {
    try {
      var handler = Class.forName("sun.misc.SignalHandler");
      var signal = Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
      before.put(signal, handle(signal).invoke(null, signal, proxy(handler, onSignal)));
    } catch (ReflectiveOperationException e) {
      // not ours to hear here: the JVM ends as it does without us, and others rescue the jobs
    }
  }

  private static void restore(Object signal, Object handler) {
    try {
      handle(signal).invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a signal that was heard can be given back", e);
    }
  }

  private static Method handle(Object signal) throws ReflectiveOperationException {
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"));
  }

  @SuppressWarnings("ReferenceEquality") // what equality of a proxy is
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
