/** The percheron command, the place where all modules meet. */
@NullMarked
package dev.percheron.cli;

import org.jspecify.annotations.NullMarked;
