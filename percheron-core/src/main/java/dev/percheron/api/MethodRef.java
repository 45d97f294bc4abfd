package dev.percheron.api;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a handler method, written as {@code Emails::send}. It is serialisable only so that
 * the method behind it can be found; nothing is ever serialised.
 *
 * <p>{@code CallN} returns a value, {@code RunN} returns nothing; N is the number of parameters,
 * with the receiver as the first where an instance method is named by its class.
 */
public sealed interface MethodRef extends Serializable {

  /** A method of 0 parameters with a value. */
  @FunctionalInterface
  non-sealed interface Call0<R extends @Nullable Object> extends MethodRef {
    /** Calls it. */
    R call() throws Exception;
  }

  /** A method of 0 parameters without a value. */
  @FunctionalInterface
  non-sealed interface Run0 extends MethodRef {
    /** Calls it. */
    void run() throws Exception;
  }

  /** A method of 1 parameter with a value. */
  @FunctionalInterface
  non-sealed interface Call1<A extends @Nullable Object, R extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    R call(A a) throws Exception;
  }

  /** A method of 1 parameter without a value. */
  @FunctionalInterface
  non-sealed interface Run1<A extends @Nullable Object> extends MethodRef {
    /** Calls it. */
    void run(A a) throws Exception;
  }

  /** A method of 2 parameters with a value. */
  @FunctionalInterface
  non-sealed interface Call2<
          A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    R call(A a, B b) throws Exception;
  }

  /** A method of 2 parameters without a value. */
  @FunctionalInterface
  non-sealed interface Run2<A extends @Nullable Object, B extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    void run(A a, B b) throws Exception;
  }

  /** A method of 3 parameters with a value. */
  @FunctionalInterface
  non-sealed interface Call3<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    R call(A a, B b, C c) throws Exception;
  }

  /** A method of 3 parameters without a value. */
  @FunctionalInterface
  non-sealed interface Run3<
          A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    void run(A a, B b, C c) throws Exception;
  }

  /** A method of 4 parameters with a value. */
  @FunctionalInterface
  non-sealed interface Call4<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    R call(A a, B b, C c, D d) throws Exception;
  }

  /** A method of 4 parameters without a value. */
  @FunctionalInterface
  non-sealed interface Run4<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    void run(A a, B b, C c, D d) throws Exception;
  }

  /** A method of 5 parameters with a value. */
  @FunctionalInterface
  non-sealed interface Call5<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    R call(A a, B b, C c, D d, E e) throws Exception;
  }

  /** A method of 5 parameters without a value. */
  @FunctionalInterface
  non-sealed interface Run5<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    void run(A a, B b, C c, D d, E e) throws Exception;
  }

  /** A method of 6 parameters with a value. */
  @FunctionalInterface
  non-sealed interface Call6<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    R call(A a, B b, C c, D d, E e, F f) throws Exception;
  }

  /** A method of 6 parameters without a value. */
  @FunctionalInterface
  non-sealed interface Run6<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    void run(A a, B b, C c, D d, E e, F f) throws Exception;
  }

  /** A method of 7 parameters with a value. */
  @FunctionalInterface
  non-sealed interface Call7<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object,
          R extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    R call(A a, B b, C c, D d, E e, F f, G g) throws Exception;
  }

  /** A method of 7 parameters without a value. */
  @FunctionalInterface
  non-sealed interface Run7<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object>
      extends MethodRef {
    /** Calls it. */
    void run(A a, B b, C c, D d, E e, F f, G g) throws Exception;
  }
}
