package dev.percheron.checks.planted.spi;

import org.opentest4j.AssertionFailedError;

/** An extension point that makes its users take a library. */
interface KnowsALibrary {
  AssertionFailedError failure();
}
