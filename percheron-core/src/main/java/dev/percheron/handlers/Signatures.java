package dev.percheron.handlers;

import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import dev.percheron.api.Names;
import dev.percheron.handlers.HandlerSignature.Parameter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods marked {@code @Handler} and reads their signatures; refuses what cannot work.
 */
final class Signatures {
  private static final int MOST_PARAMETERS = 100;

  private Signatures() {}

  /**
   * A method that is a handler.
   *
   * @param method the method
   * @param signature what it takes and gives, seen from the class it was looked for in
   */
  record Found(Method method, HandlerSignature signature) {
    boolean isStatic() {
      return Modifier.isStatic(method.getModifiers());
    }
  }

  /**
   * All handlers that {@code type} has or inherits. Of a method and those it overrides under the
   * same handler name, only the nearest.
   *
   * @throws IllegalArgumentException when one of them cannot work; says which and why
   */
  static List<Found> handlersOf(Class<?> type) {
    var found = new LinkedHashMap<List<Object>, Found>();
    for (var method : methodsOf(type).filter(Signatures::isMarked).toList()) {
      var signature = checkedTypes(method, of(nameOf(method), method, type));
      found.putIfAbsent(overrideKey(method, signature), new Found(method, signature));
    }
    return List.copyOf(found.values());
  }

  /** The handler name of {@code method}: its own, or that of a method it overrides. */
  static Optional<String> nameOf(Method method, Class<?> seenFrom) {
    var types = erasedTypes(method, seenFrom);
    var overridden =
        methodsOf(seenFrom)
            .filter(above -> mayOverride(method, above))
            .filter(above -> erasedTypes(above, seenFrom).equals(types));
    return Stream.concat(Stream.of(method), overridden)
        .filter(candidate -> candidate.isAnnotationPresent(Handler.class))
        .map(Signatures::nameOf)
        .findFirst();
  }

  /**
   * The signature of a method as {@code seenFrom}, which has or inherits it, has it. Type variables
   * may be left: whoever pushes to an interface's method need not know them.
   *
   * @throws IllegalArgumentException when it cannot be a handler; says why
   */
  static HandlerSignature of(String name, Method method, Class<?> seenFrom) {
    checkShape(name, method);
    var bindings = Generics.bindings(seenFrom);
    var takesContext = takesContext(method.getParameterTypes());
    var parameters = new ArrayList<Parameter>();
    for (int i = takesContext ? 1 : 0; i < method.getParameterCount(); i++) {
      var type = Generics.replaced(method.getGenericParameterTypes()[i], bindings);
      checkNoContext(method, i, type);
      parameters.add(new Parameter(method.getParameters()[i].getName(), type));
    }
    var returns = Generics.replaced(method.getGenericReturnType(), bindings);
    return new HandlerSignature(name, shown(method), parameters, takesContext, returns);
  }

  static boolean takesContext(Class<?>[] parameterTypes) {
    return parameterTypes.length > 0 && parameterTypes[0] == JobContext.class;
  }

  /** Such as {@code com.acme.Emails.send(String, int)}. */
  static String shown(Method method) {
    return Stream.of(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            Collectors.joining(
                ", ",
                method.getDeclaringClass().getTypeName() + "." + method.getName() + "(",
                ")"));
  }

  /** A name that a method could have: {@code emails.send} for {@code Emails.send}. */
  static String proposedName(Method method) {
    var type = method.getDeclaringClass().getSimpleName();
    return type.isEmpty()
        ? method.getName()
        : type.substring(0, 1).toLowerCase(Locale.ROOT)
            + type.substring(1)
            + "."
            + method.getName();
  }

  /** The class itself, then what is above it, nearest first, then all interfaces. */
  static Set<Class<?>> hierarchy(Class<?> type) {
    var classes = new LinkedHashSet<Class<?>>();
    for (@Nullable Class<?> above = type; above != null && above != Object.class; ) {
      classes.add(above);
      above = above.getSuperclass();
    }
    for (var above : List.copyOf(classes)) {
      addInterfaces(above, classes);
    }
    return classes;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> classes) {
    for (var above : type.getInterfaces()) {
      classes.add(above);
      addInterfaces(above, classes);
    }
  }

  /** What {@code type} has or inherits; static methods of interfaces are not inherited. */
  private static Stream<Method> methodsOf(Class<?> type) {
    return hierarchy(type).stream()
        .flatMap(above -> Stream.of(above.getDeclaredMethods()))
        .filter(method ->
            method.getDeclaringClass() == type
                || !method.getDeclaringClass().isInterface()
                || !Modifier.isStatic(method.getModifiers()));
  }

  /** A bridge carries the mark of the method that it stands for. */
  private static boolean isMarked(Method method) {
    return method.isAnnotationPresent(Handler.class) && !method.isBridge();
  }

  private static String nameOf(Method method) {
    return method.getAnnotation(Handler.class).value();
  }

  private static boolean mayOverride(Method method, Method above) {
    return !Modifier.isStatic(method.getModifiers())
        && !Modifier.isStatic(above.getModifiers())
        && !Modifier.isPrivate(above.getModifiers())
        && above.getName().equals(method.getName())
        && above.getParameterCount() == method.getParameterCount();
  }

  private static List<Class<?>> erasedTypes(Method method, Class<?> seenFrom) {
    var bindings = Generics.bindings(seenFrom);
    return Stream.of(method.getGenericParameterTypes())
        .<Class<?>>map(type -> Generics.erased(Generics.replaced(type, bindings)))
        .toList();
  }

  private static List<Object> overrideKey(Method method, HandlerSignature signature) {
    var types = signature.types().stream().<Object>map(Generics::erased).toList();
    return List.of(
        signature.name(),
        method.getName(),
        types,
        Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())
            ? method.getDeclaringClass()
            : Object.class);
  }

  private static void checkShape(String name, Method method) {
    Names.checked("handler", name);
    if (method.isVarArgs()) {
      throw refused(method, "has a variable number of parameters; take a List instead");
    }
    if (method.getTypeParameters().length > 0) {
      throw refused(
          method,
          "has a type parameter <%s>, so nobody knows what to make of its arguments; name the type"
              .formatted(method.getTypeParameters()[0].getName()));
    }
    if (method.getParameterCount() > MOST_PARAMETERS) {
      throw refused(
          method,
          "has %d parameters, at most %d are bound; take a record"
              .formatted(method.getParameterCount(), MOST_PARAMETERS));
    }
  }

  private static void checkNoContext(Method method, int index, Type type) {
    if (type == JobContext.class) {
      throw refused(
          method,
          "has a JobContext as parameter %d; only the first parameter can be one"
              .formatted(index + 1));
    }
  }

  private static HandlerSignature checkedTypes(Method method, HandlerSignature signature) {
    for (var parameter : signature.parameters()) {
      Generics.variableIn(parameter.type())
          .ifPresent(variable -> {
            throw refused(
                method,
                "has the type variable %s in parameter '%s', and the class does not say what it is"
                        .formatted(variable.getName(), parameter.name())
                    + "; make a subclass that does, or name the type");
          });
    }
    return signature;
  }

  private static IllegalArgumentException refused(Method method, String why) {
    return new IllegalArgumentException(
        "%s cannot be a handler: it %s".formatted(shown(method), why));
  }
}
