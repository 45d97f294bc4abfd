package dev.percheron;

import dev.percheron.api.MethodRef;
import dev.percheron.api.MethodRef.Call0;
import dev.percheron.api.MethodRef.Call1;
import dev.percheron.api.MethodRef.Call2;
import dev.percheron.api.MethodRef.Call3;
import dev.percheron.api.MethodRef.Call4;
import dev.percheron.api.MethodRef.Call5;
import dev.percheron.api.MethodRef.Call6;
import dev.percheron.api.MethodRef.Run0;
import dev.percheron.api.MethodRef.Run1;
import dev.percheron.api.MethodRef.Run2;
import dev.percheron.api.MethodRef.Run3;
import dev.percheron.api.MethodRef.Run4;
import dev.percheron.api.MethodRef.Run5;
import dev.percheron.api.MethodRef.Run6;
import org.jspecify.annotations.Nullable;

/**
 * Where lambdas become handlers, under a name: {@code handler("greet", (String name) -> "Hi " +
 * name)}.
 *
 * <p>Write the parameters' types; arguments are bound to them. A lambda carries no type arguments,
 * so for a {@code List<Invoice>} write a method. Push it by its name.
 */
@SuppressWarnings("overloads") // a lambda with written types fits exactly one of each pair
sealed interface LambdaHandlers permits Percheron {
  /** Registers any of them. */
  Percheron register(String name, MethodRef lambda);

  /** Registers a lambda of 0 parameters and a value. */
  default <R extends @Nullable Object> Percheron handler(String name, Call0<R> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 0 parameters without a value. */
  default Percheron handler(String name, Run0 lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 1 parameter and a value. */
  default <A extends @Nullable Object, R extends @Nullable Object> Percheron handler(
      String name, Call1<A, R> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 1 parameter without a value. */
  default <A extends @Nullable Object> Percheron handler(String name, Run1<A> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 2 parameters and a value. */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Percheron handler(String name, Call2<A, B, R> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 2 parameters without a value. */
  default <A extends @Nullable Object, B extends @Nullable Object> Percheron handler(
      String name, Run2<A, B> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 3 parameters and a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      Percheron handler(String name, Call3<A, B, C, R> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 3 parameters without a value. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Percheron handler(String name, Run3<A, B, C> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 4 parameters and a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      Percheron handler(String name, Call4<A, B, C, D, R> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 4 parameters without a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Percheron handler(String name, Run4<A, B, C, D> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 5 parameters and a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      Percheron handler(String name, Call5<A, B, C, D, E, R> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 5 parameters without a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      Percheron handler(String name, Run5<A, B, C, D, E> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 6 parameters and a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      Percheron handler(String name, Call6<A, B, C, D, E, F, R> lambda) {
    return register(name, lambda);
  }

  /** Registers a lambda of 6 parameters without a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      Percheron handler(String name, Run6<A, B, C, D, E, F> lambda) {
    return register(name, lambda);
  }
}
