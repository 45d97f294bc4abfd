package dev.percheron.testkit.store;

import dev.percheron.api.JobState;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The moves between states that a test makes a job go through. A move without a test fails the
 * build.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Moves {
  /** Which. */
  JobState.Move[] value();
}
