/**
 * The words of Percheron: jobs, queues, attempts, outcomes and what may follow from them.
 *
 * <p>Values only. This package knows nothing of stores, threads or wires, and imports nothing but
 * the JDK, so every other package may depend on it.
 */
package dev.percheron.api;
