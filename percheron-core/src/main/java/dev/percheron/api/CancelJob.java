package dev.percheron.api;

import java.io.Serial;

/** Thrown by a handler to end its job as cancelled: there is nothing to do any more. */
public final class CancelJob extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** With the reason that is stored. */
  public CancelJob(String reason) {
    super(reason, null, false, false);
  }
}
