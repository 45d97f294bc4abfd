package dev.percheron.api;

import java.io.Serial;

/** There is no such job: never pushed, or pruned since. */
public final class JobNotFound extends PercheronException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a sentence that says what happened, why, and what to do. */
  public JobNotFound(String message) {
    super(message);
  }

  /** With a sentence and the cause underneath. */
  public JobNotFound(String message, Throwable cause) {
    super(message, cause);
  }
}
