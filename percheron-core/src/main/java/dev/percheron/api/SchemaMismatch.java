package dev.percheron.api;

import java.io.Serial;

/** The database has a schema that this version does not know; the message says what to run. */
public final class SchemaMismatch extends PercheronException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a sentence that says what happened, why, and what to do. */
  public SchemaMismatch(String message) {
    super(message);
  }

  /** With a sentence and the cause underneath. */
  public SchemaMismatch(String message, Throwable cause) {
    super(message, cause);
  }
}
