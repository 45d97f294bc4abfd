/** Jobs that hurt their process, tried on every executor that promises to survive them. */
@NullMarked
package dev.percheron.checks.hostile;

import org.jspecify.annotations.NullMarked;
