package dev.percheron.api;

import java.io.Serial;

/** A push or a declaration was refused; nothing was stored. */
public final class JobRefused extends PercheronException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a sentence that says what happened, why, and what to do. */
  public JobRefused(String message) {
    super(message);
  }

  /** With a sentence and the cause underneath. */
  public JobRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
