/** {@code percheron bench}: figures, each beside the raw limit measured in the same run. */
package dev.percheron.cli.bench;
