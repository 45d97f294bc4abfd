package dev.percheron.api;

import java.io.Serial;

/**
 * A running job is not this attempt's any more: its worker lost the claim, the attempt has ended,
 * or the job was completed before. What was to be stored with its completion must not be.
 */
public final class ClaimLost extends PercheronException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a sentence that says what happened, why, and what to do. */
  public ClaimLost(String message) {
    super(message);
  }

  /** With a sentence and the cause underneath. */
  public ClaimLost(String message, Throwable cause) {
    super(message, cause);
  }
}
