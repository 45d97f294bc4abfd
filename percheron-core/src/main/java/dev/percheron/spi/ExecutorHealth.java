package dev.percheron.spi;

/**
 * Whether an executor can be given work.
 *
 * @param stuck how many threads or processes go on although their attempt was ended
 * @param trouble why it takes no work; empty when it does
 */
public record ExecutorHealth(int stuck, String trouble) {
  /** All is well. */
  public static final ExecutorHealth GOOD = new ExecutorHealth(0, "");

  /** Whether it takes work. */
  public boolean isGood() {
    return trouble.isEmpty();
  }
}
