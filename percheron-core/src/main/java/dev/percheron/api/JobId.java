package dev.percheron.api;

/**
 * The identity of one job: a positive number that the store hands out, never reused.
 *
 * <p>Later jobs have larger numbers within one pushing process; between processes the order is only
 * roughly that of pushing, because each reserves its numbers in blocks.
 *
 * @param value the number, at least 1
 */
public record JobId(long value) implements Comparable<JobId> {
  /**
   * @throws IllegalArgumentException when {@code value} is less than 1
   */
  public JobId {
    if (value < 1) {
      throw new IllegalArgumentException("a job id is a positive number, was " + value);
    }
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException when {@code text} is not a positive decimal number
   */
  public static JobId parse(String text) {
    try {
      return new JobId(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a job id is a positive number, was '" + Names.shown(text) + "'", e);
    }
  }

  @Override
  public int compareTo(JobId other) {
    return Long.compare(value, other.value);
  }

  /** The number in decimal digits. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
