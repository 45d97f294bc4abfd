/** The durable job store: one implementation over JDBC, two dialects. */
@NullMarked
package dev.percheron.jdbc;

import org.jspecify.annotations.NullMarked;
