/** What looks at all modules together: room rules, crash and chaos runs. */
@NullMarked
package dev.percheron.checks;

import org.jspecify.annotations.NullMarked;
