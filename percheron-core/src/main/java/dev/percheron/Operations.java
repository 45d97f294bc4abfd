package dev.percheron;

import dev.percheron.api.AttemptRecord;
import dev.percheron.api.CancelAnswer;
import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.JobNotFound;
import dev.percheron.api.JobState;
import dev.percheron.api.LogLine;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.Remark;
import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus;
import dev.percheron.spi.Errand;
import dev.percheron.spi.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people do with jobs and queues besides pushing and running: look, pause, cancel, retry,
 * delete. Works with no worker alive. Safe for use by many threads. Every method throws {@link
 * dev.percheron.api.StoreUnavailable} when the store cannot be reached.
 */
public final class Operations {
  private final JobStore store;
  private final Waiters waiters;
  private final Runnable onCancel;

  Operations(JobStore store, Waiters waiters, Runnable onCancel) {
    this.store = store;
    this.waiters = waiters;
    this.onCancel = onCancel;
  }

  /** One job as it stands now; empty when it was never pushed or has been pruned. */
  public Optional<Job> find(JobId job) {
    return store.find(job);
  }

  /**
   * One job as it stands now.
   *
   * @throws JobNotFound when it was never pushed or has been pruned
   */
  public Job job(JobId job) {
    return store.find(job).orElseThrow(() -> missing(job));
  }

  /** Jobs, newest first. */
  public List<Job> jobs(JobFilter filter) {
    return store.list(filter);
  }

  /** The attempts of a job that have ended, oldest first. */
  public List<AttemptRecord> attempts(JobId job) {
    return store.attempts(job);
  }

  /** The log of a job, oldest line first. */
  public List<LogLine> log(JobId job) {
    return store.log(job);
  }

  /**
   * Waits for a job to end, however it ends.
   *
   * @return the job; still unfinished when {@code timeout} passed before it ended
   * @throws JobNotFound when it was never pushed or has been pruned
   */
  public Job await(JobId job, Duration timeout) throws InterruptedException {
    waiters.await(job, timeout, () -> job(job).state().isEnd());
    return job(job);
  }

  /** Cancels a job that waits; asks its worker, wherever it is, to stop it when it runs. */
  public CancelAnswer cancel(JobId job, String reason) {
    var answer = store.cancel(job, reason);
    waiters.settled(job);
    onCancel.run();
    return answer;
  }

  /** Makes a job that failed, was cancelled or expired ready again, with its attempts forgiven. */
  public ChangeAnswer retry(JobId job) {
    return store.retry(job);
  }

  /** Deletes a job that does not run, with everything known of it. */
  public ChangeAnswer delete(JobId job) {
    return store.delete(job);
  }

  /** All queues with what is in them, by name. */
  public List<QueueStatus> queues() {
    return store.queueStatus();
  }

  /**
   * Stops claiming of a queue; what runs goes on.
   *
   * @param until when it resumes by itself; {@link Instant#MAX} for not by itself
   * @return whether there is such a queue
   */
  public boolean pause(String queue, Instant until) {
    return store.pause(queue, until);
  }

  /**
   * Lets a queue go on.
   *
   * @return whether there is such a queue
   */
  public boolean resume(String queue) {
    return store.resume(queue);
  }

  /** All workers that are known, the newest first. */
  public List<WorkerStatus> workers() {
    return store.workers();
  }

  /**
   * Asks a worker, wherever it is, to take no more jobs, let those end that run, and end. It hears
   * of it within a second or two.
   *
   * @return whether there is such a worker alive
   */
  public boolean drain(WorkerId worker) {
    return store.ask(worker, new Errand.Drain()).isPresent();
  }

  /**
   * Asks the worker that runs a job where it is: the stack of its thread.
   *
   * @param patience how long to wait for its answer
   * @return its answer, for people; empty when the job does not run, or no answer came in time
   */
  public Optional<String> stack(JobId job, Duration patience) throws InterruptedException {
    var status = job(job).status();
    if (status.state() != JobState.RUNNING || status.worker().isEmpty()) {
      return Optional.empty();
    }
    var errand = store.ask(status.worker().orElseThrow(), new Errand.Stack(job));
    if (errand.isEmpty()) {
      return Optional.empty();
    }
    waiters.await(job, patience, () -> store.answered(errand.getAsLong()).isPresent());
    return store.answered(errand.getAsLong());
  }

  /** What must never be and is; a sentence for each. */
  public List<String> problems() {
    return store.problems();
  }

  /** What people ought to know of the database under the store, and what to do about it. */
  public List<Remark> remarks() {
    return store.remarks();
  }

  private static JobNotFound missing(JobId job) {
    return new JobNotFound(
        "there is no job %s: it was never pushed, was deleted or pruned, or succeeded on a queue that keeps no history of successes"
            .formatted(job));
  }
}
