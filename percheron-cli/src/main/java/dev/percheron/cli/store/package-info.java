/** Commands about the database itself: db status, migrate, sql, and doctor. */
@NullMarked
package dev.percheron.cli.store;

import org.jspecify.annotations.NullMarked;
