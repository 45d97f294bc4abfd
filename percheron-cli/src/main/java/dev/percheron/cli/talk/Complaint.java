package dev.percheron.cli.talk;

import java.io.Serial;

/** Why a command cannot do what it was asked: said on stderr in one line, ends with its code. */
public final class Complaint extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode one of {@link Exit}
   * @param message what happened, why, and what to type next; parts that came from elsewhere are
   *     escaped by whoever prints it
   */
  public Complaint(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The code that the command ends with. */
  public int exitCode() {
    return exitCode;
  }
}
