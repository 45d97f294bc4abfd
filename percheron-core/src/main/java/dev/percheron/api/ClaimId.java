package dev.percheron.api;

/**
 * The number of a claim: one batch of jobs taken by one worker. It is the <em>fencing token</em> of
 * every attempt in the batch: numbers only grow, so a resource that remembers the largest it has
 * seen for a job can refuse a writer that was frozen and has come back.
 *
 * @param value a positive number, larger for later claims
 */
public record ClaimId(long value) implements Comparable<ClaimId> {
  @Override
  public int compareTo(ClaimId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
