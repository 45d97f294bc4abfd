/**
 * The executors whose attempts run in processes of their own: {@code command} starts a program for
 * each attempt, {@code process} keeps a pool of child JVMs.
 *
 * <p>{@code HostedExecutor} is what both have in common: slots, close and the one end come from a
 * {@link dev.percheron.exec.ConcurrentExecutor} inside; a thread of it waits for the process.
 * {@code Hosting} is one attempt, {@code Climb} its ladder of token, request and kill, {@code
 * Launch} and {@code Tree} are how processes begin and end.
 */
@NullMarked
package dev.percheron.exec.process;

import org.jspecify.annotations.NullMarked;
