package dev.percheron.jdbc;

import java.sql.SQLException;

/**
 * Something to be stored, all of it or nothing. Runs on the writer's thread inside a transaction
 * that it shares with others; when one of those fails, it is run again, so it must not change
 * anything but the database.
 */
@FunctionalInterface
interface Write<T> {
  T in(Tx tx) throws SQLException;
}
