package dev.percheron.handlers;

import dev.percheron.api.JobContext;
import dev.percheron.api.MethodRef;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.stream.Stream;

/** Makes the call of a handler out of a method or lambda, in one shape whatever its parameters. */
final class Binding {
  /** What every call looks like: the context, the arguments, and what the handler returned. */
  static final MethodType SHAPE =
      MethodType.methodType(Object.class, JobContext.class, Object[].class);

  private Binding() {}

  /**
   * The call of a static method.
   *
   * @throws IllegalArgumentException when its module hides it
   */
  static MethodHandle of(Method method, HandlerSignature signature) {
    return shaped(opened(method), signature);
  }

  /**
   * The call of an instance method on {@code receiver}.
   *
   * @throws IllegalArgumentException when its module hides it
   */
  static MethodHandle of(Method method, HandlerSignature signature, Object receiver) {
    return shaped(opened(method).bindTo(receiver), signature);
  }

  /** The call of a lambda. */
  static MethodHandle of(MethodRef lambda, HandlerSignature signature) {
    return shaped(functionOf(lambda).bindTo(lambda), signature);
  }

  private static MethodHandle shaped(MethodHandle handle, HandlerSignature signature) {
    var spread =
        signature.takesContext()
            ? handle.asSpreader(1, Object[].class, signature.parameters().size())
            : MethodHandles.dropArguments(
                handle.asSpreader(Object[].class, signature.parameters().size()),
                0,
                JobContext.class);
    return spread.asType(SHAPE);
  }

  private static MethodHandle opened(Method method) {
    try {
      method.setAccessible(true);
      return MethodHandles.lookup().unreflect(method).asFixedArity();
    } catch (InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "the module %s hides %s; make class and method public in an exported package, or add to its module-info: %s"
              .formatted(
                  method.getDeclaringClass().getModule().getName(),
                  Signatures.shown(method),
                  SerializedForms.opens(method.getDeclaringClass())),
          e);
    } catch (IllegalAccessException e) { // not after setAccessible
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle functionOf(MethodRef lambda) {
    var function =
        Stream.of(MethodRef.class.getPermittedSubclasses())
            .filter(type -> type.isInstance(lambda))
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .findFirst()
            .orElseThrow();
    try {
      return MethodHandles.lookup().unreflect(function);
    } catch (IllegalAccessException e) { // the interfaces are ours and public
      throw new IllegalStateException(e);
    }
  }
}
