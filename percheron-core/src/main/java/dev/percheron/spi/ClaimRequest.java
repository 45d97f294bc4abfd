package dev.percheron.spi;

/**
 * How much a worker wants of one queue.
 *
 * @param queue the queue
 * @param slots how many attempts start at once; those jobs are recorded as started with the claim
 * @param ahead how many more to take; they are recorded as started by a {@link Note.Started}
 */
public record ClaimRequest(String queue, int slots, int ahead) {
  /**
   * @throws IllegalArgumentException when a number is negative or both are 0
   */
  public ClaimRequest {
    if (slots < 0 || ahead < 0 || (slots == 0 && ahead == 0)) {
      throw new IllegalArgumentException(
          "a claim is for 1 job or more, was for %d and %d ahead".formatted(slots, ahead));
    }
  }
}
