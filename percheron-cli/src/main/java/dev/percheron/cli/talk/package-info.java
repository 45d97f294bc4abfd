/** How the command talks: streams, tables, JSON, colours, relative times, escaped text. */
@NullMarked
package dev.percheron.cli.talk;

import org.jspecify.annotations.NullMarked;
