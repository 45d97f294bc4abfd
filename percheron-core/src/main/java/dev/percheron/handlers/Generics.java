package dev.percheron.handlers;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replaces type variables by what a subclass says they are. */
final class Generics {
  private Generics() {}

  /** What every type variable of the classes and interfaces above {@code type} stands for. */
  static Map<TypeVariable<?>, Type> bindings(Type type) {
    var bindings = new HashMap<TypeVariable<?>, Type>();
    bind(type, bindings);
    return bindings;
  }

  /**
   * {@code type} with its variables replaced; those without a binding stay. A wildcard becomes its
   * bound: a reader of JSON needs to know no more.
   */
  static Type replaced(Type type, Map<TypeVariable<?>, Type> bindings) {
    return switch (type) {
      case TypeVariable<?> variable -> bindings.getOrDefault(variable, variable);
      case WildcardType wildcard -> replaced(bound(wildcard), bindings);
      case ParameterizedType generic -> replacedGeneric(generic, bindings);
      case GenericArrayType array -> arrayOf(replaced(array.getGenericComponentType(), bindings));
      default -> type;
    };
  }

  /** A variable that {@code type} still has, if any. */
  static Optional<TypeVariable<?>> variableIn(Type type) {
    return switch (type) {
      case TypeVariable<?> variable -> Optional.of(variable);
      case WildcardType wildcard -> variableIn(bound(wildcard));
      case GenericArrayType array -> variableIn(array.getGenericComponentType());
      case ParameterizedType generic ->
          Stream.of(generic.getActualTypeArguments())
              .flatMap(argument -> variableIn(argument).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  /** The class without its type arguments. */
  static Class<?> erased(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> erased(generic.getRawType());
      case GenericArrayType array -> erased(array.getGenericComponentType()).arrayType();
      case TypeVariable<?> variable -> erased(variable.getBounds()[0]);
      case WildcardType wildcard -> erased(bound(wildcard));
      default -> Object.class;
    };
  }

  /** What a value of type {@code returned} completes with; itself when it is no stage or future. */
  static Type awaited(Type returned) {
    var raw = erased(returned);
    if (raw == void.class) {
      return Void.class;
    } else if (CompletionStage.class.isAssignableFrom(raw)) {
      return argumentOf(CompletionStage.class, returned);
    } else if (Future.class.isAssignableFrom(raw)) {
      return argumentOf(Future.class, returned);
    }
    return returned;
  }

  /** With simple class names: {@code Map<String, List<Order>>}. */
  static String shown(Type type) {
    return switch (type) {
      case Class<?> plain -> plain.getSimpleName();
      case ParameterizedType generic ->
          Stream.of(generic.getActualTypeArguments())
              .map(Generics::shown)
              .collect(Collectors.joining(", ", erased(generic).getSimpleName() + "<", ">"));
      case GenericArrayType array -> shown(array.getGenericComponentType()) + "[]";
      case WildcardType wildcard -> shown(bound(wildcard));
      default -> type.getTypeName();
    };
  }

  private static Type argumentOf(Class<?> generic, Type type) {
    var variable = generic.getTypeParameters()[0];
    var argument = replaced(variable, bindings(type));
    return variableIn(argument).isPresent() ? Object.class : argument;
  }

  private static void bind(@Nullable Type type, Map<TypeVariable<?>, Type> bindings) {
    if (type == null || type == Object.class) {
      return;
    }
    var raw = erased(type);
    if (type instanceof ParameterizedType generic) {
      bindArguments(generic, raw, bindings);
    }
    bind(raw.getGenericSuperclass(), bindings);
    Stream.of(raw.getGenericInterfaces()).forEach(above -> bind(above, bindings));
  }

  private static void bindArguments(
      ParameterizedType generic, Class<?> raw, Map<TypeVariable<?>, Type> bindings) {
    var variables = raw.getTypeParameters();
    var arguments = generic.getActualTypeArguments();
    for (int i = 0; i < variables.length; i++) {
      bindings.put(variables[i], replaced(arguments[i], bindings));
    }
  }

  private static Type replacedGeneric(
      ParameterizedType generic, Map<TypeVariable<?>, Type> bindings) {
    var arguments =
        Stream.of(generic.getActualTypeArguments())
            .map(argument -> replaced(argument, bindings))
            .toList();
    return arguments.equals(Arrays.asList(generic.getActualTypeArguments()))
        ? generic
        : new Generic(erased(generic), arguments, Optional.ofNullable(generic.getOwnerType()));
  }

  private static Type arrayOf(Type component) {
    return component instanceof Class<?> plain ? plain.arrayType() : new GenericArray(component);
  }

  private static Type bound(WildcardType wildcard) {
    var lower = wildcard.getLowerBounds();
    return lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0];
  }

  private record Generic(Class<?> raw, List<Type> arguments, Optional<Type> owner)
      implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return owner.orElse(null);
    }

    @Override
    public String toString() {
      return arguments.stream()
          .map(Type::getTypeName)
          .collect(Collectors.joining(", ", raw.getTypeName() + "<", ">"));
    }
  }

  private record GenericArray(Type component) implements GenericArrayType {
    @Override
    public Type getGenericComponentType() {
      return component;
    }

    @Override
    public String toString() {
      return component.getTypeName() + "[]";
    }
  }
}
