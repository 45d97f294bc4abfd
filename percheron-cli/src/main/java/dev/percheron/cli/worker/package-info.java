/** Commands about workers: run one, list those that are known. */
@NullMarked
package dev.percheron.cli.worker;

import org.jspecify.annotations.NullMarked;
