/** Commands about queues: list, declare, set, pause, resume. */
@NullMarked
package dev.percheron.cli.queues;

import org.jspecify.annotations.NullMarked;
