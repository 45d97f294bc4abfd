package dev.percheron;

import dev.percheron.handlers.HandlerJar;
import dev.percheron.handlers.HandlerRegistry;
import dev.percheron.handlers.Invocations;
import dev.percheron.handlers.PayloadLimits;
import dev.percheron.json.JsonArguments;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.HandlerSource;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;

/**
 * A worker's handlers in one of its child JVMs: the same classes and jars, each with an object of
 * its own where it has a constructor without parameters. A class without one is registered for its
 * static handlers; calling another then says that an object is missing.
 */
final class ChildHandlers implements HandlerSource {
  /** Begins the name of a jar; no class has a name with a space. */
  static final String JAR = "jar ";

  ChildHandlers() {}

  @Override
  public HandlerInvoker open(List<String> handlers) throws ReflectiveOperationException {
    var registry = new HandlerRegistry();
    for (var name : handlers) {
      if (name.startsWith(JAR)) {
        // What of it cannot be used was said by the worker. It stays open as long as the child.
        var _ = HandlerJar.open(Path.of(name.substring(JAR.length()))).addTo(registry);
      } else {
        registry.add(handlersOf(Class.forName(name)));
      }
    }
    return new Invocations(registry, new JsonArguments(), PayloadLimits.DEFAULT);
  }

  private static Object handlersOf(Class<?> type) throws ReflectiveOperationException {
    for (var constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 0 && constructor.trySetAccessible()) {
        return made(constructor);
      }
    }
    return type;
  }

  private static Object made(Constructor<?> constructor) throws ReflectiveOperationException {
    return constructor.newInstance();
  }
}
