package dev.percheron.cli.demo;

import dev.percheron.Operations;
import dev.percheron.api.Failure;
import dev.percheron.api.Job;
import dev.percheron.api.JobRef;
import dev.percheron.api.JobState;
import dev.percheron.cli.talk.Cell;
import java.util.Optional;

/**
 * A job that was pushed, and how it should end.
 *
 * @param ref the job
 * @param part the part of the demo
 * @param name the file, directory or misfit that it is about
 * @param end how
 */
record Expected(JobRef<?> ref, Part part, String name, End end) {
  /**
   * How a job should end.
   *
   * @param state in which state
   * @param attempts after how many attempts
   * @param outcome with which last attempt
   */
  record End(JobState state, int attempts, String outcome) {
    /** As good jobs do. */
    static final End SUCCESS = new End(JobState.SUCCEEDED, 1, "succeeded");
  }

  /** Why {@code job} did not end so; empty when it did. */
  Optional<String> complaint(Operations operations, Job job) {
    var found = found(operations, job);
    return found.equals(end)
        ? Optional.empty()
        : Optional.of(
            "job %s (%s %s) should be %s, is %s%s"
                .formatted(
                    job.id(),
                    job.spec().handler(),
                    name,
                    shown(end),
                    shown(found),
                    job.status().failure().map(Failure::summary).map(": "::concat).orElse("")));
  }

  /** The attempts are looked up only where the state alone does not tell. */
  private End found(Operations operations, Job job) {
    var status = job.status();
    if (status.state() == JobState.SUCCEEDED) {
      return new End(status.state(), status.attempts(), "succeeded");
    }
    var attempts = operations.attempts(job.id());
    var outcome = attempts.isEmpty() ? "none" : attempts.getLast().outcome();
    return new End(status.state(), status.attempts(), outcome);
  }

  private static String shown(End end) {
    return "%s after %d attempts (%s)"
        .formatted(Cell.word(end.state()), end.attempts(), end.outcome());
  }
}
