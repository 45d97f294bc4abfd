package dev.percheron.handlers;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** What the registry knows under one name. */
sealed interface Known {
  /** What it takes and gives. */
  HandlerSignature signature();

  /**
   * A handler that can be called.
   *
   * @param signature what it takes and gives
   * @param types the types of its parameters, ready to be read with
   * @param source the method or lambda's class; two of different sources are different handlers
   * @param receiver the object it is called on; empty for a static method
   * @param call the call, of {@link Binding#SHAPE}
   */
  record Ready(
      HandlerSignature signature,
      List<Type> types,
      Object source,
      Optional<Object> receiver,
      MethodHandle call)
      implements Known {
    Ready(HandlerSignature signature, Object source, Optional<Object> receiver, MethodHandle call) {
      this(signature, signature.types(), source, receiver, call);
    }
  }

  /**
   * An instance method of a class that was registered without an object.
   *
   * @param signature what it takes and gives
   * @param source the method
   */
  record Objectless(HandlerSignature signature, Object source) implements Known {}

  /** What makes it the same handler as another. */
  Object source();

  /**
   * Whether registering {@code other} under the same name changes nothing.
   *
   * <p>Receivers are compared by identity: an object's own {@code equals} is user code.
   */
  @SuppressWarnings("ReferenceEquality") // as said above
  default boolean isSameAs(Known other) {
    return source().equals(other.source())
        && switch (this) {
          case Objectless mine -> true;
          case Ready mine ->
              other instanceof Ready theirs
                  && mine.receiver().orElse(NOBODY) == theirs.receiver().orElse(NOBODY);
        };
  }

  /** Stands for the receiver of a static method. */
  Object NOBODY = new Object();
}
