package dev.percheron.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One piece of work as the store shows it at one moment.
 *
 * @param id its identity
 * @param spec what is to be done; its metadata is as the last attempt left it
 * @param uniqueKey the key that no other unfinished job may have
 * @param createdAt when it was pushed
 * @param status where it stands
 */
public record Job(
    JobId id, JobSpec spec, Optional<String> uniqueKey, Instant createdAt, JobStatus status) {

  /** Its state. */
  public JobState state() {
    return status.state();
  }
}
