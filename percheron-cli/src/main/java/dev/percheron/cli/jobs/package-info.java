/** Commands about jobs: push, wait, list, show, watch, retry, cancel, delete. */
@NullMarked
package dev.percheron.cli.jobs;

import org.jspecify.annotations.NullMarked;
