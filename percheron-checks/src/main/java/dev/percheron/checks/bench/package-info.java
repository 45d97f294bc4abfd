/**
 * The bench that runs Percheron, other job systems and the raw limit on one PostgreSQL, one after
 * another in the same run; see {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.percheron.checks.bench;

import org.jspecify.annotations.NullMarked;
