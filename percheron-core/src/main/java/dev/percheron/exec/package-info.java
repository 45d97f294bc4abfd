/**
 * The executors that run handlers inside the worker's own process, and the class to build more of
 * them from.
 *
 * <p>{@link dev.percheron.exec.ConcurrentExecutor} is the way in: it counts slots, climbs the
 * ladder of limits and cancellation and reports exactly one end for each attempt; what it stands on
 * is any {@code ExecutorService}. The others are found through {@code ServiceLoader} by their
 * alias.
 *
 * <p>Who does what: {@code Session} is an executor between start and close; {@code JobRun} is one
 * attempt in it, {@code Phase} where that stands, {@code Stop} why and how far it is being stopped.
 */
@NullMarked
package dev.percheron.exec;

import org.jspecify.annotations.NullMarked;
