package dev.percheron.spi;

/**
 * A transaction of the user's own, in which jobs can be pushed: they exist if and only if it is
 * committed. What it is made of is known to the store that can use it; see {@code
 * dev.percheron.jdbc.JdbcTransaction}.
 */
public interface Transaction {}
