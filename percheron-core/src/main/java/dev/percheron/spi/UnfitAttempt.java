package dev.percheron.spi;

import dev.percheron.api.PercheronException;
import java.io.Serial;

/**
 * An attempt that cannot be made here: unknown handler, arguments that do not fit its parameters, a
 * result that cannot be written. The message names what and what to do.
 */
public final class UnfitAttempt extends PercheronException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a sentence that says what does not fit, and what to do. */
  public UnfitAttempt(String message) {
    super(message);
  }

  /** With a sentence and the cause underneath. */
  public UnfitAttempt(String message, Throwable cause) {
    super(message, cause);
  }
}
