package dev.percheron;

import static dev.percheron.api.Jobs.job;

import dev.percheron.api.JobRef;
import dev.percheron.api.JobRequest;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs are pushed. A push that has returned is durable, as far as the store is.
 *
 * <p>The short forms take a method reference and its arguments, checked against each other by the
 * compiler; see {@link dev.percheron.api.Jobs} for what can be referred to. Safe for use by many
 * threads.
 */
@SuppressWarnings("overloads") // an exact method reference fits exactly one of each pair
public interface Producer {
  /**
   * Pushes one job.
   *
   * @throws dev.percheron.api.JobRefused when it cannot be run as asked; nothing is stored
   * @throws dev.percheron.api.StoreUnavailable when the store cannot take it; nothing is stored
   */
  <R extends @Nullable Object> JobRef<R> push(JobRequest<R> request);

  /**
   * Pushes many jobs at once, much faster than one by one: all of them or none.
   *
   * @return a reference for each, in order
   * @throws dev.percheron.api.JobRefused when one cannot be run as asked; names its place in the
   *     list
   */
  <R extends @Nullable Object> List<JobRef<R>> pushAll(List<JobRequest<R>> requests);

  /** Pushes a job of a method of 0 parameters with a value. */
  default <R extends @Nullable Object> JobRef<R> push(Call0<R> method) {
    return push(job(method));
  }

  /** Pushes a job of a method of 0 parameters without a value. */
  default JobRef<@Nullable Void> push(Run0 method) {
    return push(job(method));
  }

  /** Pushes a job of an instance method of 0 parameters with a value. */
  default <T, R extends @Nullable Object> JobRef<R> push(Call1<T, R> method) {
    return push(job(method));
  }

  /** Pushes a job of an instance method of 0 parameters without a value. */
  default <T> JobRef<@Nullable Void> push(Run1<T> method) {
    return push(job(method));
  }

  /** Pushes a job of a method of 1 parameter with a value. */
  default <A extends @Nullable Object, R extends @Nullable Object> JobRef<R> push(
      Call1<A, R> method, A a) {
    return push(job(method, a));
  }

  /** Pushes a job of a method of 1 parameter without a value. */
  default <A extends @Nullable Object> JobRef<@Nullable Void> push(Run1<A> method, A a) {
    return push(job(method, a));
  }

  /** Pushes a job of an instance method of 1 parameter with a value. */
  default <T, A extends @Nullable Object, R extends @Nullable Object> JobRef<R> push(
      Call2<T, A, R> method, A a) {
    return push(job(method, a));
  }

  /** Pushes a job of an instance method of 1 parameter without a value. */
  default <T, A extends @Nullable Object> JobRef<@Nullable Void> push(Run2<T, A> method, A a) {
    return push(job(method, a));
  }

  /** Pushes a job of a method of 2 parameters with a value. */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      JobRef<R> push(Call2<A, B, R> method, A a, B b) {
    return push(job(method, a, b));
  }

  /** Pushes a job of a method of 2 parameters without a value. */
  default <A extends @Nullable Object, B extends @Nullable Object> JobRef<@Nullable Void> push(
      Run2<A, B> method, A a, B b) {
    return push(job(method, a, b));
  }

  /** Pushes a job of an instance method of 2 parameters with a value. */
  default <T, A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      JobRef<R> push(Call3<T, A, B, R> method, A a, B b) {
    return push(job(method, a, b));
  }

  /** Pushes a job of an instance method of 2 parameters without a value. */
  default <T, A extends @Nullable Object, B extends @Nullable Object> JobRef<@Nullable Void> push(
      Run3<T, A, B> method, A a, B b) {
    return push(job(method, a, b));
  }

  /** Pushes a job of a method of 3 parameters with a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      JobRef<R> push(Call3<A, B, C, R> method, A a, B b, C c) {
    return push(job(method, a, b, c));
  }

  /** Pushes a job of a method of 3 parameters without a value. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      JobRef<@Nullable Void> push(Run3<A, B, C> method, A a, B b, C c) {
    return push(job(method, a, b, c));
  }

  /** Pushes a job of an instance method of 3 parameters with a value. */
  default <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      JobRef<R> push(Call4<T, A, B, C, R> method, A a, B b, C c) {
    return push(job(method, a, b, c));
  }

  /** Pushes a job of an instance method of 3 parameters without a value. */
  default <T, A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      JobRef<@Nullable Void> push(Run4<T, A, B, C> method, A a, B b, C c) {
    return push(job(method, a, b, c));
  }

  /** Pushes a job of a method of 4 parameters with a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      JobRef<R> push(Call4<A, B, C, D, R> method, A a, B b, C c, D d) {
    return push(job(method, a, b, c, d));
  }

  /** Pushes a job of a method of 4 parameters without a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      JobRef<@Nullable Void> push(Run4<A, B, C, D> method, A a, B b, C c, D d) {
    return push(job(method, a, b, c, d));
  }

  /** Pushes a job of an instance method of 4 parameters with a value. */
  default <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      JobRef<R> push(Call5<T, A, B, C, D, R> method, A a, B b, C c, D d) {
    return push(job(method, a, b, c, d));
  }

  /** Pushes a job of an instance method of 4 parameters without a value. */
  default <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      JobRef<@Nullable Void> push(Run5<T, A, B, C, D> method, A a, B b, C c, D d) {
    return push(job(method, a, b, c, d));
  }

  /** Pushes a job of a method of 5 parameters with a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      JobRef<R> push(Call5<A, B, C, D, E, R> method, A a, B b, C c, D d, E e) {
    return push(job(method, a, b, c, d, e));
  }

  /** Pushes a job of a method of 5 parameters without a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      JobRef<@Nullable Void> push(Run5<A, B, C, D, E> method, A a, B b, C c, D d, E e) {
    return push(job(method, a, b, c, d, e));
  }

  /** Pushes a job of an instance method of 5 parameters with a value. */
  default <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      JobRef<R> push(Call6<T, A, B, C, D, E, R> method, A a, B b, C c, D d, E e) {
    return push(job(method, a, b, c, d, e));
  }

  /** Pushes a job of an instance method of 5 parameters without a value. */
  default <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      JobRef<@Nullable Void> push(Run6<T, A, B, C, D, E> method, A a, B b, C c, D d, E e) {
    return push(job(method, a, b, c, d, e));
  }

  /** Pushes a job of a method of 6 parameters with a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      JobRef<R> push(Call6<A, B, C, D, E, F, R> method, A a, B b, C c, D d, E e, F f) {
    return push(job(method, a, b, c, d, e, f));
  }

  /** Pushes a job of a method of 6 parameters without a value. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      JobRef<@Nullable Void> push(Run6<A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
    return push(job(method, a, b, c, d, e, f));
  }

  /** Pushes a job of an instance method of 6 parameters with a value. */
  default <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      JobRef<R> push(Call7<T, A, B, C, D, E, F, R> method, A a, B b, C c, D d, E e, F f) {
    return push(job(method, a, b, c, d, e, f));
  }

  /** Pushes a job of an instance method of 6 parameters without a value. */
  default <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      JobRef<@Nullable Void> push(Run7<T, A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
    return push(job(method, a, b, c, d, e, f));
  }
}
