/** Commands about schedules: when is something due. */
@NullMarked
package dev.percheron.cli.schedules;

import org.jspecify.annotations.NullMarked;
