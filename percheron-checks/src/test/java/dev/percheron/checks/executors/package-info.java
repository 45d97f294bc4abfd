/** Executors and real handlers together: what neither's own tests can see. */
@NullMarked
package dev.percheron.checks.executors;

import org.jspecify.annotations.NullMarked;
