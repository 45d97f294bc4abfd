package dev.percheron.api;

import dev.percheron.api.MethodRef.Call0;
import dev.percheron.api.MethodRef.Call1;
import dev.percheron.api.MethodRef.Call2;
import dev.percheron.api.MethodRef.Call3;
import dev.percheron.api.MethodRef.Call4;
import dev.percheron.api.MethodRef.Call5;
import dev.percheron.api.MethodRef.Call6;
import dev.percheron.api.MethodRef.Call7;
import dev.percheron.api.MethodRef.Run0;
import dev.percheron.api.MethodRef.Run1;
import dev.percheron.api.MethodRef.Run2;
import dev.percheron.api.MethodRef.Run3;
import dev.percheron.api.MethodRef.Run4;
import dev.percheron.api.MethodRef.Run5;
import dev.percheron.api.MethodRef.Run6;
import dev.percheron.api.MethodRef.Run7;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests out of method references and arguments that the compiler has checked against each
 * other: {@code job(Emails::send, "ada@example.org", "Hello")}.
 *
 * <p>One method for each number of parameters (0 to 6), with and without a value, and – for {@code
 * Reports::nightly} where {@code nightly} is an instance method – with the receiver left out: it is
 * the registered object. A {@link JobContext} as the first parameter of a static method or of
 * {@code reports::nightly} is left out in the same way. More parameters: use a record as the only
 * one. A method whose name is overloaded cannot be told apart by the compiler; push it by its
 * handler's name.
 */
@SuppressWarnings("overloads") // an exact method reference fits exactly one of each pair
public final class Jobs {
  private Jobs() {}

  /**
   * A job of the handler with this name; the arguments are checked when it runs. For handlers that
   * this program does not have, and for lambdas registered under a name.
   */
  public static JobRequest<@Nullable Object> job(String handler, @Nullable Object... arguments) {
    return JobRequest.named(Names.checked("handler", handler), Arrays.asList(arguments));
  }

  /** A job of a method of 0 parameters with a value. */
  public static <R extends @Nullable Object> JobRequest<R> job(Call0<R> method) {
    return JobRequest.of(method);
  }

  /** A job of a method of 0 parameters without a value. */
  public static JobRequest<@Nullable Void> job(Run0 method) {
    return JobRequest.of(method);
  }

  /** A job of an instance method of 0 parameters with a value. */
  public static <T, R extends @Nullable Object> JobRequest<R> job(Call1<T, R> method) {
    return JobRequest.of(method);
  }

  /** A job of an instance method of 0 parameters without a value. */
  public static <T> JobRequest<@Nullable Void> job(Run1<T> method) {
    return JobRequest.of(method);
  }

  /** A job of a method of 1 parameter with a value. */
  public static <A extends @Nullable Object, R extends @Nullable Object> JobRequest<R> job(
      Call1<A, R> method, A a) {
    return JobRequest.of(method, a);
  }

  /** A job of a method of 1 parameter without a value. */
  public static <A extends @Nullable Object> JobRequest<@Nullable Void> job(Run1<A> method, A a) {
    return JobRequest.of(method, a);
  }

  /** A job of an instance method of 1 parameter with a value. */
  public static <T, A extends @Nullable Object, R extends @Nullable Object> JobRequest<R> job(
      Call2<T, A, R> method, A a) {
    return JobRequest.of(method, a);
  }

  /** A job of an instance method of 1 parameter without a value. */
  public static <T, A extends @Nullable Object> JobRequest<@Nullable Void> job(
      Run2<T, A> method, A a) {
    return JobRequest.of(method, a);
  }

  /** A job of a method of 2 parameters with a value. */
  public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      JobRequest<R> job(Call2<A, B, R> method, A a, B b) {
    return JobRequest.of(method, a, b);
  }

  /** A job of a method of 2 parameters without a value. */
  public static <A extends @Nullable Object, B extends @Nullable Object>
      JobRequest<@Nullable Void> job(Run2<A, B> method, A a, B b) {
    return JobRequest.of(method, a, b);
  }

  /** A job of an instance method of 2 parameters with a value. */
  public static <
          T, A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      JobRequest<R> job(Call3<T, A, B, R> method, A a, B b) {
    return JobRequest.of(method, a, b);
  }

  /** A job of an instance method of 2 parameters without a value. */
  public static <T, A extends @Nullable Object, B extends @Nullable Object>
      JobRequest<@Nullable Void> job(Run3<T, A, B> method, A a, B b) {
    return JobRequest.of(method, a, b);
  }

  /** A job of a method of 3 parameters with a value. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      JobRequest<R> job(Call3<A, B, C, R> method, A a, B b, C c) {
    return JobRequest.of(method, a, b, c);
  }

  /** A job of a method of 3 parameters without a value. */
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      JobRequest<@Nullable Void> job(Run3<A, B, C> method, A a, B b, C c) {
    return JobRequest.of(method, a, b, c);
  }

  /** A job of an instance method of 3 parameters with a value. */
  public static <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      JobRequest<R> job(Call4<T, A, B, C, R> method, A a, B b, C c) {
    return JobRequest.of(method, a, b, c);
  }

  /** A job of an instance method of 3 parameters without a value. */
  public static <
          T, A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      JobRequest<@Nullable Void> job(Run4<T, A, B, C> method, A a, B b, C c) {
    return JobRequest.of(method, a, b, c);
  }

  /** A job of a method of 4 parameters with a value. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      JobRequest<R> job(Call4<A, B, C, D, R> method, A a, B b, C c, D d) {
    return JobRequest.of(method, a, b, c, d);
  }

  /** A job of a method of 4 parameters without a value. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      JobRequest<@Nullable Void> job(Run4<A, B, C, D> method, A a, B b, C c, D d) {
    return JobRequest.of(method, a, b, c, d);
  }

  /** A job of an instance method of 4 parameters with a value. */
  public static <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      JobRequest<R> job(Call5<T, A, B, C, D, R> method, A a, B b, C c, D d) {
    return JobRequest.of(method, a, b, c, d);
  }

  /** A job of an instance method of 4 parameters without a value. */
  public static <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      JobRequest<@Nullable Void> job(Run5<T, A, B, C, D> method, A a, B b, C c, D d) {
    return JobRequest.of(method, a, b, c, d);
  }

  /** A job of a method of 5 parameters with a value. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      JobRequest<R> job(Call5<A, B, C, D, E, R> method, A a, B b, C c, D d, E e) {
    return JobRequest.of(method, a, b, c, d, e);
  }

  /** A job of a method of 5 parameters without a value. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      JobRequest<@Nullable Void> job(Run5<A, B, C, D, E> method, A a, B b, C c, D d, E e) {
    return JobRequest.of(method, a, b, c, d, e);
  }

  /** A job of an instance method of 5 parameters with a value. */
  public static <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      JobRequest<R> job(Call6<T, A, B, C, D, E, R> method, A a, B b, C c, D d, E e) {
    return JobRequest.of(method, a, b, c, d, e);
  }

  /** A job of an instance method of 5 parameters without a value. */
  public static <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      JobRequest<@Nullable Void> job(Run6<T, A, B, C, D, E> method, A a, B b, C c, D d, E e) {
    return JobRequest.of(method, a, b, c, d, e);
  }

  /** A job of a method of 6 parameters with a value. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      JobRequest<R> job(Call6<A, B, C, D, E, F, R> method, A a, B b, C c, D d, E e, F f) {
    return JobRequest.of(method, a, b, c, d, e, f);
  }

  /** A job of a method of 6 parameters without a value. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      JobRequest<@Nullable Void> job(Run6<A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
    return JobRequest.of(method, a, b, c, d, e, f);
  }

  /** A job of an instance method of 6 parameters with a value. */
  public static <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      JobRequest<R> job(Call7<T, A, B, C, D, E, F, R> method, A a, B b, C c, D d, E e, F f) {
    return JobRequest.of(method, a, b, c, d, e, f);
  }

  /** A job of an instance method of 6 parameters without a value. */
  public static <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      JobRequest<@Nullable Void> job(
          Run7<T, A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
    return JobRequest.of(method, a, b, c, d, e, f);
  }
}
