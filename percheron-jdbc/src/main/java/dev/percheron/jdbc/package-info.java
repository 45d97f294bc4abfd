/**
 * The durable job store: one implementation over JDBC, two dialects.
 *
 * <p>What is said to the database is in {@code .sql} resources of named statements, one folder a
 * dialect; classes named for SQLite hold what only it needs: its file, its single writer, its
 * errors.
 */
@NullMarked
package dev.percheron.jdbc;

import org.jspecify.annotations.NullMarked;
