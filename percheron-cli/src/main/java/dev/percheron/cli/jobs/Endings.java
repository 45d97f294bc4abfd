package dev.percheron.cli.jobs;

import dev.percheron.api.Job;
import dev.percheron.api.JobState;
import dev.percheron.cli.talk.Exit;
import java.util.Collection;

/** What the ends of jobs mean for the exit code of those who wait for them. */
final class Endings {
  private Endings() {}

  /** Done when all succeeded, timed out when one goes on, else failed. */
  static int exitCode(Collection<Job> jobs) {
    if (jobs.stream().anyMatch(job -> !job.state().isEnd())) {
      return Exit.TIMED_OUT;
    }
    return jobs.stream().allMatch(job -> job.state() == JobState.SUCCEEDED)
        ? Exit.DONE
        : Exit.FAILED;
  }
}
