package dev.percheron.cli.options;

import dev.percheron.Operations;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.JobRefused;
import dev.percheron.api.QueueStatus;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds what somebody named, or says what there is instead. */
public final class Known {
  private static final int FEW = 200;

  private Known() {}

  /**
   * The job with this id.
   *
   * @throws Complaint when there is none
   */
  public static Job job(Operations operations, JobId id) {
    return operations.find(id).orElseThrow(() -> noJob(operations, id));
  }

  /** Why there is no such job, and what to type. */
  public static Complaint noJob(Operations operations, JobId id) {
    return new Complaint(Exit.NOT_FOUND, missing(operations, id));
  }

  /** Says the same in one sentence. */
  public static String missing(Operations operations, JobId id) {
    var newest = operations.jobs(JobFilter.NEWEST.limit(JobFilter.MOST));
    if (newest.isEmpty()) {
      return "there is no job %s, and no other in this database; push one: percheron push HANDLER"
          .formatted(id);
    }
    var ids = newest.stream().map(job -> job.id().toString()).toList();
    return "there is no job %s: never pushed, deleted, or kept no longer; %s list them: percheron jobs list"
        .formatted(
            id,
            Nearest.to(id.toString(), ids)
                .map(near -> "did you mean " + near + "?")
                .orElse("the newest is " + ids.getFirst() + ";"));
  }

  /**
   * The queue with this name.
   *
   * @throws Complaint when there is none
   */
  public static QueueStatus queue(Operations operations, String name) {
    var queues = operations.queues();
    return queues.stream()
        .filter(status -> status.queue().name().equals(name))
        .findFirst()
        .orElseThrow(() -> noQueue(name, queues));
  }

  /** For a push that was refused: because of its queue, or because of something else. */
  public static RuntimeException refused(Operations operations, String queue, JobRefused refused) {
    var queues = operations.queues();
    return queues.stream().anyMatch(status -> status.queue().name().equals(queue))
        ? refused
        : noQueue(queue, queues);
  }

  /** What is known of handlers: the names in the newest jobs. */
  public static Set<String> handlers(Operations operations) {
    return operations.jobs(JobFilter.NEWEST.limit(JobFilter.MOST)).stream()
        .map(job -> job.spec().handler())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A handler of other recent jobs that may have been meant; empty when this one is known. */
  public static Optional<String> otherHandler(Operations operations, String typed) {
    var names =
        operations.jobs(JobFilter.NEWEST.limit(FEW)).stream()
            .skip(1) // the job that was just pushed
            .map(job -> job.spec().handler())
            .collect(Collectors.toCollection(TreeSet::new));
    return names.contains(typed) ? Optional.empty() : Nearest.to(typed, names);
  }

  private static Complaint noQueue(String name, List<QueueStatus> queues) {
    var names = queues.stream().map(status -> status.queue().name()).toList();
    return new Complaint(
        Exit.NOT_FOUND,
        "there is no queue '%s'; %s make it: percheron queues declare %s"
            .formatted(name, ended(Nearest.hint(name, names)), name));
  }

  private static String ended(String hint) {
    return hint.endsWith("?") ? hint + " Or" : hint + ";";
  }
}
