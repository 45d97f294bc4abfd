/** A PostgreSQL server of one's own, for benches and chaos runs. */
@NullMarked
package dev.percheron.checks.postgres;

import org.jspecify.annotations.NullMarked;
