package dev.percheron.spi;

import dev.percheron.api.Attempt;

/**
 * A job that a worker has claimed.
 *
 * @param attempt what its executor is given
 * @param place its place within the claim, from 0
 * @param forgiven how many attempts had been used when a person last retried it; they do not count
 *     against the retry policy
 */
public record ClaimedJob(Attempt attempt, int place, int forgiven) {
  /** The number of this attempt as the retry policy counts. */
  public int countedAttempt() {
    return attempt.number() - forgiven;
  }
}
