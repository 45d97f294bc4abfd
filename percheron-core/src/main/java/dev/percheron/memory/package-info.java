/**
 * The store without a disk: the executable specification of {@link dev.percheron.spi.JobStore}, for
 * tests and for work that may be lost with its process.
 */
@NullMarked
package dev.percheron.memory;

import org.jspecify.annotations.NullMarked;
