package dev.percheron.spi;

import dev.percheron.api.Due;
import dev.percheron.api.JobSpec;
import java.util.Optional;

/**
 * A job to be stored.
 *
 * @param spec what is to be done
 * @param due when it may first run
 * @param uniqueKey the key that no other unfinished job may have
 */
public record NewJob(JobSpec spec, Due due, Optional<String> uniqueKey) {

  /** A job that may run at once. */
  public static NewJob now(JobSpec spec) {
    return new NewJob(spec, Due.NOW, Optional.empty());
  }
}
