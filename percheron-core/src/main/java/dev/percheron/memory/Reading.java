package dev.percheron.memory;

import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import java.util.ArrayList;
import java.util.List;

/** Finds jobs for people. Guarded by the store's lock. */
final class Reading {
  private final JobIndex jobs;

  Reading(JobIndex jobs) {
    this.jobs = jobs;
  }

  List<Job> list(JobFilter filter) {
    var page = new ArrayList<Job>();
    long before =
        filter.before().isPresent() ? filter.before().orElseThrow().value() : Long.MAX_VALUE;
    jobs.newest(
        before,
        job -> {
          if (matches(job, filter)) {
            page.add(job.shown());
          }
          return page.size() < filter.limit();
        });
    return page;
  }

  private static boolean matches(StoredJob job, JobFilter filter) {
    return (filter.states().isEmpty() || filter.states().contains(job.state))
        && filter.queue().map(job.spec.queue()::equals).orElse(true)
        && filter.handler().map(job.spec.handler()::equals).orElse(true);
  }
}
