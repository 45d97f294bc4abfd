package dev.percheron.api;

import java.io.Serial;

/** The store could not be reached or could not do what was asked; nothing of it was stored. */
public final class StoreUnavailable extends PercheronException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a sentence that says what happened, why, and what to do. */
  public StoreUnavailable(String message) {
    super(message);
  }

  /** With a sentence and the cause underneath. */
  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
