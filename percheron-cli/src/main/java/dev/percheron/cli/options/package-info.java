/** Options that many commands share, and what they open or choose. */
@NullMarked
package dev.percheron.cli.options;

import org.jspecify.annotations.NullMarked;
