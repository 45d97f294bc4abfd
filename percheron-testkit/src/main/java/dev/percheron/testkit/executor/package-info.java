/**
 * The contract that every {@code JobExecutor} must pass: extend {@link
 * dev.percheron.testkit.executor.JobExecutorContract} with a class that names your provider, and
 * run it.
 */
@NullMarked
package dev.percheron.testkit.executor;

import org.jspecify.annotations.NullMarked;
