/** Jobs that do what jobs should not, and what becomes of them on each executor. */
@NullMarked
package dev.percheron.cli.hostile;

import org.jspecify.annotations.NullMarked;
