package dev.percheron.api;

import java.io.Serial;

/**
 * The store could not be reached or could not do what was asked. Nothing of it was stored, unless
 * {@link #mayHaveBeenStored()} says otherwise.
 */
public final class StoreUnavailable extends PercheronException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean inDoubt;

  /** With a sentence that says what happened, why, and what to do. */
  public StoreUnavailable(String message) {
    super(message);
    this.inDoubt = false;
  }

  /** With a sentence and the cause underneath. */
  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
    this.inDoubt = false;
  }

  private StoreUnavailable(String message, Throwable cause, boolean inDoubt) {
    super(message, cause);
    this.inDoubt = inDoubt;
  }

  /** With a sentence and the cause, when nobody can say whether it was stored. */
  public static StoreUnavailable inDoubt(String message, Throwable cause) {
    return new StoreUnavailable(message, cause, true);
  }

  /**
   * Whether what was asked may have been stored after all: the connection broke before the answer
   * came. It was stored as a whole or not at all. Who pushes again may push twice; a unique key
   * prevents that.
   */
  public boolean mayHaveBeenStored() {
    return inDoubt;
  }
}
