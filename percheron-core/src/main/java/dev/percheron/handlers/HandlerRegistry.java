package dev.percheron.handlers;

import dev.percheron.api.JobRefused;
import dev.percheron.api.MethodRef;
import dev.percheron.api.Names;
import dev.percheron.handlers.Known.Objectless;
import dev.percheron.handlers.Known.Ready;
import dev.percheron.handlers.Signatures.Found;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The handlers that this program can call, by name. Only what is registered here – or is a static
 * handler that this program has itself pushed – can be called because of a row.
 *
 * <p>One name means one method on one object. Registering the same again does nothing; anything
 * else under a name that is taken is refused, with both named. All of one registration is done or
 * nothing. Safe for use by many threads; looking up takes no lock.
 */
public final class HandlerRegistry {
  // Replaced as a whole, under the lock of this object; readers see one or the other.
  private volatile Map<String, Known> handlers = Map.of();

  /**
   * Registers every {@code @Handler} method that an object has or inherits, instance and static. A
   * {@link Class} is registered for its static ones; its instance ones are then known, but calling
   * one says that an object is missing.
   *
   * @return the handlers it has
   * @throws IllegalArgumentException when it has none, when one cannot work, or when a name is
   *     taken
   */
  public List<HandlerSignature> add(Object handlers) {
    return handlers instanceof Class<?> type
        ? addAll(type, knownOf(type))
        : addAll(handlers.getClass(), knownOf(handlers));
  }

  /**
   * Registers a lambda, or any method, under a name. Its parameters must not be generic classes: a
   * lambda does not tell what its {@code List} is a list of.
   *
   * @throws IllegalArgumentException when it cannot work, or the name is taken
   */
  public HandlerSignature add(String name, MethodRef lambda) {
    var signature = LambdaSignatures.of(Names.checked("handler", name), lambda);
    var call = Binding.of(lambda, signature);
    put(List.of(new Ready(signature, lambda.getClass(), Optional.of(lambda), call)));
    return signature;
  }

  /** The handlers by name, those without an object included, in the order of their names. */
  public List<HandlerSignature> list() {
    return new TreeMap<>(handlers).values().stream().map(Known::signature).toList();
  }

  /** The signature of the handler with this name, if there is one. */
  public Optional<HandlerSignature> signature(String name) {
    return find(name).map(Known::signature);
  }

  /** What can be said of a name that no handler has: the nearest, or all that are known. */
  public String unknown(String name) {
    return NearNames.unknown(name, handlers.keySet());
  }

  /**
   * The names of the classes whose handlers another JVM can register as well, in order. Lambdas are
   * not among them: they have no name that another JVM could load. Those of jars are not either:
   * {@link HandlerJar#path()} tells where they are.
   */
  public List<String> classes() {
    return handlers.values().stream()
        .flatMap(known -> ownerOf(known).stream())
        .filter(owner -> !HandlerJar.brought(owner))
        .map(Class::getName)
        .distinct()
        .sorted()
        .toList();
  }

  /** A handler may be inherited, so the class of its object counts, not that of its method. */
  private static Optional<Class<?>> ownerOf(Known known) {
    if (!(known.source() instanceof Method method)) {
      return Optional.empty();
    }
    var receiver = known instanceof Ready ready ? ready.receiver() : Optional.<Object>empty();
    return Optional.of(receiver.<Class<?>>map(Object::getClass).orElse(method.getDeclaringClass()));
  }

  Optional<Known> find(String name) {
    return Optional.ofNullable(handlers.get(name));
  }

  /**
   * Takes note of a static handler that was pushed: this program has it, so it can run it.
   *
   * @throws JobRefused when another handler has its name, or its module hides it
   */
  void pushed(ResolvedRef ref) {
    var known = handlers.get(ref.signature().name());
    if (known != null && known.source().equals(ref.method())) {
      return;
    }
    try {
      put(List.of(staticHandler(new Found(ref.method(), ref.signature()))));
    } catch (IllegalArgumentException e) {
      throw new JobRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<Known> knownOf(Object object) {
    return Signatures.handlersOf(object.getClass()).stream()
        .map(found -> found.isStatic() ? staticHandler(found) : instanceHandler(found, object))
        .toList();
  }

  private static List<Known> knownOf(Class<?> type) {
    return Signatures.handlersOf(type).stream()
        .map(found -> found.isStatic() ? staticHandler(found) : objectless(found))
        .toList();
  }

  private static Known staticHandler(Found found) {
    var call = Binding.of(found.method(), found.signature());
    return new Ready(found.signature(), found.method(), Optional.empty(), call);
  }

  private static Known instanceHandler(Found found, Object object) {
    var call = Binding.of(found.method(), found.signature(), object);
    return new Ready(found.signature(), found.method(), Optional.of(object), call);
  }

  private static Known objectless(Found found) {
    return new Objectless(found.signature(), found.method());
  }

  private List<HandlerSignature> addAll(Class<?> type, List<Known> added) {
    if (added.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no method marked @Handler".formatted(type.getTypeName()));
    }
    put(added);
    return added.stream().map(Known::signature).toList();
  }

  private synchronized void put(List<Known> added) {
    var more = new HashMap<>(handlers);
    for (var one : added) {
      more.merge(one.signature().name(), one, HandlerRegistry::merged);
    }
    handlers = Map.copyOf(more);
  }

  private static Known merged(Known old, Known added) {
    if (old instanceof Objectless && old.source().equals(added.source())) {
      return added;
    } else if (added.isSameAs(old)) {
      return old;
    }
    throw new IllegalArgumentException(taken(old, added));
  }

  private static String taken(Known old, Known added) {
    var name = Names.shown(old.signature().name());
    if (old.source().equals(added.source())) {
      return "another object is registered already for the handler '%s' (%s); one name means one object"
          .formatted(name, old.signature().origin());
    }
    return "two handlers are named '%s': %s and %s; give one of them another name"
        .formatted(name, old.signature().origin(), added.signature().origin());
  }
}
