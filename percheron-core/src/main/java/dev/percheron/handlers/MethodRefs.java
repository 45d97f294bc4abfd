package dev.percheron.handlers;

import dev.percheron.api.JobRefused;
import dev.percheron.api.MethodRef;
import dev.percheron.handlers.ResolvedRef.Kind;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the handler that a method reference means.
 *
 * <p>The compiler gives every reference to a {@link MethodRef} a class of its own that can say
 * which method it calls. It is asked once; after that resolving is one look into the class's own
 * memory, and nothing keeps the class from being unloaded.
 */
final class MethodRefs {
  private static final ClassValue<Site> SITES =
      new ClassValue<>() {
        @Override
        protected Site computeValue(Class<?> type) {
          return new Site();
        }
      };

  private MethodRefs() {}

  /** What is known of one place in the code where a method is referred to. */
  private static final class Site {
    // Written by whoever comes first; two that come first write the same.
    private volatile Optional<ResolvedRef> resolved = Optional.empty();
  }

  /**
   * The handler that {@code ref} means, for a push with {@code arguments} arguments.
   *
   * @throws JobRefused when it means no handler, or one that takes another number of arguments;
   *     says what to do
   */
  static ResolvedRef resolve(MethodRef ref, int arguments) {
    var site = SITES.get(ref.getClass());
    var resolved = site.resolved.orElse(null);
    if (resolved == null) {
      resolved = resolveAnew(ref);
      site.resolved = Optional.of(resolved);
    }
    if (resolved.signature().parameters().size() != arguments) {
      throw new JobRefused(miscounted(resolved, arguments));
    }
    return resolved;
  }

  private static ResolvedRef resolveAnew(MethodRef ref) {
    var lambda = SerializedForms.of(ref);
    var owner = SerializedForms.load(lambda.getImplClass(), ref.getClass());
    var method = implementation(lambda, owner, ref);
    try {
      return resolved(lambda, method, receiver(lambda, owner, ref));
    } catch (IllegalArgumentException e) {
      throw new JobRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private static ResolvedRef resolved(SerializedLambda lambda, Method method, Class<?> seenFrom) {
    var name =
        Signatures.nameOf(method, seenFrom).orElseThrow(() -> new JobRefused(unmarked(method)));
    var signature = Signatures.of(name, method, seenFrom);
    return new ResolvedRef(method, signature, kind(lambda), result(signature, lambda, method));
  }

  private static Method implementation(SerializedLambda lambda, Class<?> owner, MethodRef ref) {
    if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
      throw new JobRefused(
          "%s::new is a constructor; refer to a method marked @Handler"
              .formatted(owner.getTypeName()));
    }
    var method =
        find(lambda, owner, ref.getClass().getClassLoader())
            .orElseThrow(() -> new JobRefused(vanished(lambda, owner)));
    if (method.isSynthetic() && !method.isBridge()) {
      throw new JobRefused(isLambda(lambda));
    }
    return method;
  }

  private static Optional<Method> find(
      SerializedLambda lambda, Class<?> owner, @Nullable ClassLoader loader) {
    var type = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
    return Stream.concat(Signatures.hierarchy(owner).stream(), Stream.of(Object.class))
        .flatMap(above -> Stream.of(above.getDeclaredMethods()))
        .filter(method -> method.getName().equals(lambda.getImplMethodName()))
        .filter(method -> Arrays.equals(method.getParameterTypes(), type.parameterArray()))
        .filter(method -> method.getReturnType() == type.returnType())
        .findFirst();
  }

  private static Kind kind(SerializedLambda lambda) {
    if (lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic) {
      return Kind.STATIC;
    }
    return lambda.getCapturedArgCount() > 0 ? Kind.BOUND : Kind.UNBOUND;
  }

  /**
   * The class that the method was named by, which may say more of type variables than its owner.
   */
  private static Class<?> receiver(SerializedLambda lambda, Class<?> owner, MethodRef ref) {
    if (kind(lambda) != Kind.UNBOUND) {
      return owner;
    }
    var first = SerializedForms.instantiatedType(lambda, ref.getClass()).parameterType(0);
    return owner.isAssignableFrom(first) ? first : owner;
  }

  /** Where the class leaves the result's type open, the reference still knows its class. */
  private static Type result(HandlerSignature signature, SerializedLambda lambda, Method method) {
    var result = signature.result();
    return Generics.variableIn(result).isEmpty()
        ? result
        : MethodType.fromMethodDescriptorString(
                lambda.getInstantiatedMethodType(), method.getDeclaringClass().getClassLoader())
            .returnType();
  }

  private static String miscounted(ResolvedRef resolved, int given) {
    var signature = resolved.signature();
    int wanted = signature.parameters().size();
    var sentence =
        "%s takes %d %s, %d given"
            .formatted(signature.shown(), wanted, wanted == 1 ? "argument" : "arguments", given);
    return given == wanted + 1 ? sentence + surplus(resolved) : sentence;
  }

  private static String surplus(ResolvedRef resolved) {
    if (resolved.kind() == Kind.UNBOUND && resolved.signature().takesContext()) {
      return "; to leave the JobContext out, refer to the method through an object"
          + " (reports::nightly), or push it by its name";
    } else if (resolved.kind() == Kind.UNBOUND) {
      return "; leave the object out, the worker has its own";
    } else if (resolved.signature().takesContext()) {
      return "; leave the JobContext out, it is supplied";
    }
    return "";
  }

  private static String isLambda(SerializedLambda lambda) {
    return "a lambda in %s (%s) has no name by which a worker could find it; refer to a method marked"
            .formatted(lambda.getCapturingClass().replace('/', '.'), lambda.getImplMethodName())
        + " @Handler (Emails::send), or register the lambda under a name and push that name";
  }

  private static String unmarked(Method method) {
    return "%s is not marked @Handler, so no job can call it; mark it: @Handler(\"%s\")"
        .formatted(Signatures.shown(method), Signatures.proposedName(method));
  }

  private static String vanished(SerializedLambda lambda, Class<?> owner) {
    return "%s has no method %s%s any more; compile the classes that refer to it anew"
        .formatted(
            owner.getTypeName(), lambda.getImplMethodName(), lambda.getImplMethodSignature());
  }
}
