/** The contracts that every store and executor must pass, and what tests of jobs are made of. */
@NullMarked
package dev.percheron.testkit;

import org.jspecify.annotations.NullMarked;
