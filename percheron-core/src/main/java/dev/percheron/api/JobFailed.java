package dev.percheron.api;

import java.io.Serial;

/** Thrown to one who awaits a job that ended otherwise than by success. */
public final class JobFailed extends PercheronException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Job job;

  /** For a job that has ended as {@code FAILED}, {@code CANCELLED} or {@code EXPIRED}. */
  public JobFailed(Job job) {
    super(
        "job %s (%s) ended as %s%s"
            .formatted(
                job.id(),
                job.spec().handler(),
                job.status().state(),
                job.status().failure().map(failure -> ": " + failure.summary()).orElse("")));
    this.job = job;
  }

  /** The job as it was when it had ended, with its last failure. */
  public Job job() {
    return job;
  }
}
