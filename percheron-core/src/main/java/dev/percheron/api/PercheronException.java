package dev.percheron.api;

import java.io.Serial;

/** What Percheron itself throws: unchecked, few, named for what happened. */
public class PercheronException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a sentence that says what happened, why, and what to do. */
  public PercheronException(String message) {
    super(message);
  }

  /** With a sentence and the cause underneath. */
  public PercheronException(String message, Throwable cause) {
    super(message, cause);
  }
}
