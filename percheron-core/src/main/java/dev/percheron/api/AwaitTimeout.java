package dev.percheron.api;

import java.io.Serial;

/** A job did not end within the time given; the job itself goes on. */
public final class AwaitTimeout extends PercheronException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a sentence that says what happened, why, and what to do. */
  public AwaitTimeout(String message) {
    super(message);
  }

  /** With a sentence and the cause underneath. */
  public AwaitTimeout(String message, Throwable cause) {
    super(message, cause);
  }
}
