/** {@code demo}: real work on a directory tree, through every in-process executor. */
@NullMarked
package dev.percheron.cli.demo;

import org.jspecify.annotations.NullMarked;
