package dev.percheron.api;

import java.io.Serial;

/** Thrown by a handler to fail its job at once, however many attempts are left. */
public final class GiveUp extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** With the message that is stored. */
  public GiveUp(String message) {
    super(message);
  }

  /** With the message and the cause that are stored. */
  public GiveUp(String message, Throwable cause) {
    super(message, cause);
  }
}
