package dev.percheron.handlers;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

/**
 * The handler behind a method reference.
 *
 * @param method the method
 * @param signature what it takes and gives
 * @param kind how it was referred to
 * @param result what the job's result is
 */
record ResolvedRef(Method method, HandlerSignature signature, Kind kind, Type result) {
  /** How a method was referred to. */
  enum Kind {
    /** {@code Emails::send}, a static method. */
    STATIC,
    /** {@code reports::nightly}: the object is part of the reference and not used. */
    BOUND,
    /** {@code Reports::nightly}, an instance method named by its class. */
    UNBOUND
  }
}
