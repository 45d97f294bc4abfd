package dev.percheron.api;

/**
 * How far an attempt says it is.
 *
 * @param done how much is done; at least 0
 * @param total how much there is in all; 0 when unknown
 * @param message what it is doing; may be empty, at most {@value #MAX_MESSAGE} characters
 */
public record Progress(long done, long total, String message) {
  /** The longest message; a longer one is cut. */
  public static final int MAX_MESSAGE = 200;

  /**
   * @throws IllegalArgumentException when a count is negative
   */
  public Progress {
    if (done < 0 || total < 0) {
      throw new IllegalArgumentException("progress is not negative, was " + done + "/" + total);
    }
    message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
  }
}
