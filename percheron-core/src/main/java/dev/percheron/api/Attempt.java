package dev.percheron.api;

import java.time.Instant;

/**
 * One try at a job: what an executor is given.
 *
 * @param job which job
 * @param number which try, from 1
 * @param claim the claim it belongs to; its number is the fencing token
 * @param spec what is to be done
 * @param createdAt when the job was pushed
 */
public record Attempt(JobId job, int number, ClaimId claim, JobSpec spec, Instant createdAt) {

  /** Whether the start deadline has passed at {@code now}. */
  public boolean isExpired(Instant now) {
    return spec.startDeadline().isPresent() && now.isAfter(spec.startDeadline().orElseThrow());
  }
}
