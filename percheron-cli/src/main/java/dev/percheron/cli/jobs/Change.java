package dev.percheron.cli.jobs;

import dev.percheron.Operations;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import java.util.Set;

/**
 * What people do to jobs that are there.
 *
 * @param verb as it is typed, such as {@code retry}
 * @param done what it says of a job afterwards, such as {@code ready again}
 * @param from the states that it works from
 * @param chosen the states that are meant when nobody names one
 * @param alwaysAsks whether it asks also for jobs that were named one by one
 * @param act does it to one job
 */
record Change(
    String verb,
    String done,
    Set<JobState> from,
    Set<JobState> chosen,
    boolean alwaysAsks,
    Act act) {
  /** What became of one job. */
  enum Result {
    /** It was done. */
    DONE,
    /** It runs, and its worker was told. */
    REQUESTED,
    /** Not from the state it is in. */
    REFUSED,
    /** There is no such job. */
    NOT_FOUND
  }

  /** Does it to one job. */
  @FunctionalInterface
  interface Act {
    Result on(Operations operations, JobId job);
  }
}
