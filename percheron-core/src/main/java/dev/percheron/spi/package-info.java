/**
 * What an extender implements: stores, executors, and the few parts they are given to do it with.
 *
 * <p>Knows the words of {@code dev.percheron.api} and nothing else.
 */
package dev.percheron.spi;
