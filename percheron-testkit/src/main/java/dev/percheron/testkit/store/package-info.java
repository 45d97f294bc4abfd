/**
 * The contract that decides what is a {@link dev.percheron.spi.JobStore}, and a worker driven by
 * hand for tests of stores.
 */
@NullMarked
package dev.percheron.testkit.store;

import org.jspecify.annotations.NullMarked;
