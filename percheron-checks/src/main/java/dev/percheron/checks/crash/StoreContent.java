package dev.percheron.checks.crash;

import dev.percheron.Percheron;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.api.WorkerStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the store holds after a run.
 *
 * @param jobs all jobs
 * @param processes for each worker the number of its process
 * @param problems what the store itself finds wrong
 */
record StoreContent(List<StoredJob> jobs, Map<Long, Long> processes, List<String> problems) {
  /**
   * One attempt.
   *
   * @param number which
   * @param outcome how it ended
   * @param worker who made it
   */
  record StoredAttempt(int number, String outcome, long worker) {}

  /**
   * One job.
   *
   * @param job its id
   * @param number its own number
   * @param kind what it does
   * @param key its unique key; {@link History#NO_KEY} for none
   * @param state where it stands
   * @param used how many attempts have been used
   * @param attempts those that have ended
   * @param createdAt when it was pushed
   * @param finishedAt when it ended
   */
  record StoredJob(
      long job,
      long number,
      Kind kind,
      String key,
      JobState state,
      int used,
      List<StoredAttempt> attempts,
      Instant createdAt,
      Optional<Instant> finishedAt) {}

  StoreContent {
    jobs = List.copyOf(jobs);
    processes = Map.copyOf(processes);
    problems = List.copyOf(problems);
  }

  /** The name of the worker in a process. */
  static String workerName(long process) {
    return "crash-" + process;
  }

  static StoreContent read(Percheron percheron) {
    var jobs = new ArrayList<StoredJob>();
    var page = JobFilter.NEWEST.limit(JobFilter.MOST);
    for (var found = percheron.operations().jobs(page); !found.isEmpty(); ) {
      found.forEach(job -> jobs.add(stored(percheron, job)));
      found = percheron.operations().jobs(page.after(found.getLast().id()));
    }
    var workers =
        percheron.operations().workers().stream()
            .collect(Collectors.toMap(worker -> worker.id().value(), StoreContent::process));
    return new StoreContent(jobs, workers, percheron.operations().problems());
  }

  private static long process(WorkerStatus worker) {
    return Long.parseLong(worker.name().replaceFirst("^crash-", ""));
  }

  private static StoredJob stored(Percheron percheron, Job job) {
    var arguments = job.spec().arguments().replaceAll("[\\[\\]\" ]", "").split(",", -1);
    return new StoredJob(
        job.id().value(),
        Long.parseLong(arguments[0]),
        Kind.valueOf(arguments[1]),
        job.uniqueKey().orElse(History.NO_KEY),
        job.state(),
        job.status().attempts(),
        attempts(percheron, job.id()),
        job.createdAt(),
        job.status().finishedAt());
  }

  private static List<StoredAttempt> attempts(Percheron percheron, JobId job) {
    return percheron.operations().attempts(job).stream()
        .map(one -> new StoredAttempt(one.number(), one.outcome(), one.worker().value()))
        .toList();
  }
}
