/**
 * The crash run: processes that push and run jobs are killed and frozen again and again, each
 * writes down what it saw, and {@link dev.percheron.checks.crash.HistoryChecker} judges from that
 * and from the store whether every promise was kept.
 */
@NullMarked
package dev.percheron.checks.crash;

import org.jspecify.annotations.NullMarked;
