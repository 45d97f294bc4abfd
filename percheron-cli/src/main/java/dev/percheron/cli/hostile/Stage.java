package dev.percheron.cli.hostile;

import dev.percheron.Percheron;
import dev.percheron.api.AttemptRecord;
import dev.percheron.api.Failure;
import dev.percheron.api.Job;
import dev.percheron.api.JobId;
import dev.percheron.api.JobRequest;
import dev.percheron.api.Jobs;
import dev.percheron.api.RetryPolicy;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Exit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where hostile jobs are pushed and looked at. Safe for use by many threads.
 *
 * @param percheron whose worker rescues what others have lost
 * @param url its database, for workers in other JVMs
 * @param marks where the jobs say who they are
 * @param time what time it is
 * @param deadline when to give up
 */
record Stage(Percheron percheron, String url, Marks marks, InstantSource time, Instant deadline) {
  /** Of jobs that nothing else ends. */
  static final Duration LIMIT = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Pushes a hostile job that is tried once. */
  JobId push(Behaviour behaviour, String executor, String queue) {
    var limit = behaviour.isStopped() ? LIMIT : PATIENCE;
    var mark = marks.of(executor, behaviour);
    return push(
        (executor.equals("command") ? program(behaviour, mark) : handler(behaviour, mark))
            .on(queue)
            .timeLimit(limit));
  }

  /** Pushes one that is as jobs should be. */
  JobId pushGood(String executor, String queue) {
    var request =
        executor.equals("command")
            ? Jobs.job("well", "/bin/sh", "-c", "echo well")
            : Jobs.job("hostile.well", marks.folder().resolve("well").toString());
    return push(request.on(queue));
  }

  private static JobRequest<@Nullable Object> handler(Behaviour behaviour, String mark) {
    return Jobs.job(behaviour.handler(), mark);
  }

  private static JobRequest<@Nullable Object> program(Behaviour behaviour, String mark) {
    List<@Nullable Object> words = new ArrayList<>(behaviour.program());
    words.add(mark);
    return Jobs.job(behaviour.handler(), words.toArray());
  }

  private JobId push(JobRequest<@Nullable Object> request) {
    var once = RetryPolicy.exponential(1, Duration.ofSeconds(1));
    return percheron.push(request.retry(once)).id();
  }

  /**
   * Waits for the end of a job.
   *
   * @throws Complaint when time is over first
   */
  Job ended(JobId id) throws InterruptedException {
    var left = Duration.between(time.instant(), deadline);
    var job = percheron.operations().await(id, left.isNegative() ? Duration.ZERO : left);
    if (!job.state().isEnd()) {
      throw new Complaint(
          Exit.TIMED_OUT,
          "time is over and job %s (%s on queue '%s') has not ended; give more with --timeout"
              .formatted(id, job.spec().handler(), job.spec().queue()));
    }
    return job;
  }

  /** What became of its last attempt. */
  Row row(Behaviour behaviour, String executor, Job job, Optional<Duration> back, String wrong) {
    var attempt = percheron.operations().attempts(job.id()).stream().reduce((one, two) -> two);
    var outcome = attempt.map(AttemptRecord::outcome).orElse("unknown");
    var failure = attempt.flatMap(AttemptRecord::failure).or(() -> job.status().failure());
    var right = behaviour.expected(executor).contains(outcome);
    return new Row(
        behaviour,
        executor,
        outcome,
        failure.map(Failure::summary).orElse(""),
        back,
        right ? wrong : "expected " + String.join(" or ", behaviour.expected(executor)));
  }
}
