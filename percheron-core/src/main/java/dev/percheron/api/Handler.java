package dev.percheron.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that jobs may call, under a name that stays the same when the method or its class
 * is renamed.
 *
 * <p>Only methods with this mark (and lambdas registered in code) can ever be called because of a
 * row in a database; a row names a handler, never a class. A handler may be static, or an instance
 * method of an object registered with the worker. Its parameters are bound from JSON; a first
 * parameter of type {@link JobContext} is supplied and takes no argument. It may return nothing, a
 * value, or a {@code CompletionStage} or {@code Future} of a value, which every executor awaits.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Handler {
  /** The stable name, such as {@code emails.send}; see {@link Names} for the rule. */
  String value();
}
