/**
 * The rules of the rooms. Each rule is a function from a {@link dev.percheron.checks.rooms.House}
 * or from {@link dev.percheron.checks.rooms.Sources} to the sentences that say where it is broken,
 * and each is seen to find the bad classes planted for it.
 */
@NullMarked
package dev.percheron.checks.rooms;

import org.jspecify.annotations.NullMarked;
