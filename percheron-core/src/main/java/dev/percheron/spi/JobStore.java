package dev.percheron.spi;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.AttemptRecord;
import dev.percheron.api.CancelAnswer;
import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.LogLine;
import dev.percheron.api.Queue;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.Remark;
import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus;
import dev.percheron.api.WorkerStatus.QueueReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What survives: jobs, queues, claims and leases. The only thing that the stations of a job's road
 * share.
 *
 * <p>Every method is atomic – all of it is stored, or nothing – and durable when it returns, as far
 * as the store is. All methods may be called from any thread. The contract in {@code
 * percheron-testkit} ({@code JobStoreContract}) decides what is a store.
 *
 * <p>Every method throws {@link dev.percheron.api.StoreUnavailable} when the store cannot be
 * reached or is full; nothing was stored then.
 *
 * <p>Time is the store's own: leases, due times and delays are judged by one clock, never by the
 * callers'.
 */
public interface JobStore extends AutoCloseable {

  /** How long an errand and its answer are kept; pruning forgets them after that. */
  Duration ERRAND_KEPT = Duration.ofHours(1);

  // Pushing

  /**
   * Stores jobs: all or none. The queue of each must exist.
   *
   * @return for each, in order, the new job or the one that has its unique key; two with the same
   *     key in one list are one job
   * @throws dev.percheron.api.JobRefused when a queue does not exist; names the queue and those
   *     that do
   */
  List<Pushed> push(List<NewJob> jobs);

  /**
   * Stores jobs in a transaction of the user's: when that is committed they are there, else they
   * never were. It is neither committed nor rolled back here. Those who wait for jobs hear of them
   * a little later than otherwise.
   *
   * @throws dev.percheron.api.JobRefused as {@link #push(List)}
   * @throws UnsupportedOperationException when this store cannot use that transaction; says which
   *     store could
   */
  default List<Pushed> push(List<NewJob> jobs, Transaction transaction) {
    throw new UnsupportedOperationException(
        "this store has no part in transactions of others; a store on PostgreSQL has, with a"
            + " JdbcTransaction on the same database");
  }

  /**
   * Settles a running job as succeeded in a transaction of the user's: the job has succeeded if and
   * only if that is committed. It is neither committed nor rolled back here. As long as it is open,
   * nobody rescues the job; when it is rolled back, the attempt goes on as before. The attempt is
   * settled as ever when it ends; what is completed by then stays so.
   *
   * @param end its end; only a success is completed so
   * @return {@link SettleAnswer#REVOKED} when the claim was taken over, or the attempt has ended or
   *     was completed before: the transaction is to be rolled back then
   * @throws UnsupportedOperationException when this store cannot use that transaction; says which
   *     store could
   */
  default SettleAnswer complete(Attempt attempt, AttemptEnd end, Transaction transaction) {
    throw new UnsupportedOperationException(
        "this store has no part in transactions of others; a store on PostgreSQL has, with a"
            + " JdbcTransaction on the same database");
  }

  // A worker's lease

  /** Makes a lease for a new run of a worker. */
  WorkerId register(WorkerStart start, Duration lease);

  /**
   * Extends the lease from now, and keeps what the worker says of its queues.
   *
   * @return {@code false} when the lease has run out, by the store's clock, or was ended: it does
   *     not come back, the worker must {@link #register} anew
   */
  boolean renew(WorkerId worker, Duration lease, List<QueueReport> reports);

  /** Ends the lease: whatever is still claimed under it can be rescued at once. */
  void retire(WorkerId worker);

  // Claiming and settling: called only by the engine

  /**
   * Takes ready jobs of one queue for a worker, in order of priority (largest first), then of the
   * time they became due, then of id. Nothing is taken of a paused queue, nor for a worker without
   * a valid lease. A row that cannot be read is parked as {@code FAILED} with the reason, and the
   * others go on. A job whose start deadline has passed is claimed like any other; the executor
   * finds out.
   */
  List<ClaimedJob> claim(WorkerId worker, ClaimRequest request);

  /**
   * Writes what became of claimed jobs and what is to be noted about running ones, each only while
   * its claim belongs to this worker. A job settled twice under one claim is settled once; the
   * second answer is {@code REVOKED}. A {@code Retry} or {@code GiveBack} or {@code Snooze} of a
   * job that somebody wants cancelled cancels it.
   *
   * <p>Notes are written before settlements, so those of an attempt that ends in the same call are
   * kept. An attempt counts and is recorded when it is settled with {@code Done}, {@code Retry} or
   * {@code Fail}, and with {@code Cancel} when its handler had started; one that was snoozed, given
   * back or came too late does not count. What the handler left in the metadata is taken over when
   * it had started.
   *
   * @return an answer for each element of {@code settled}, in order
   */
  List<SettleAnswer> settle(WorkerId worker, List<Settled> settled, List<Note> notes);

  /** What somebody wants cancelled among the jobs that this worker has claimed, with the reason. */
  Map<JobId, String> cancelWishes(WorkerId worker);

  // Errands

  /**
   * Asks a worker for something. Asking again before it has answered is the same errand.
   *
   * @return its number; empty when there is no such worker alive
   */
  OptionalLong ask(WorkerId worker, Errand errand);

  /**
   * What this worker is asked for and has not answered, by number, oldest first; some at a time.
   */
  Map<Long, Errand> errands(WorkerId worker);

  /** Answers an errand, once; does nothing for one that is another's, or forgotten. */
  void answer(WorkerId worker, long errand, String answer);

  /** The answer to an errand; kept for {@link #ERRAND_KEPT}. */
  Optional<String> answered(long errand);

  // The small loops

  /**
   * Moves jobs whose time has come from {@code SCHEDULED} to {@code READY}; at most {@code most}.
   */
  int promote(int most);

  /** When the next scheduled job is due; empty when none is. */
  Optional<Instant> nextDue();

  /**
   * Takes over the claims of workers whose lease has run out or was ended; at most {@code most}
   * claims. Exactly one of settling and rescuing wins. An attempt that had started is recorded as
   * lost.
   */
  List<Rescued> rescue(int most, LostJob.Verdict verdict);

  /**
   * Deletes what is past its retention, in a small batch: succeeded jobs as their queue says, other
   * ended ones after {@code keepOthers}, results as their job says (the job stays), workers gone
   * for longer than {@code keepOthers}.
   *
   * @return how many rows went; fewer than {@code most} means that nothing is left for now
   */
  int prune(Duration keepOthers, int most);

  // Queues

  /** Makes a queue or changes it; what is in it, and whether it is paused, stays as it is. */
  void declare(Queue queue);

  /** All queues by name; {@code default} always exists. */
  List<Queue> queues();

  /** All queues with what is in them, by name. */
  List<QueueStatus> queueStatus();

  /**
   * Stops claiming of a queue.
   *
   * @param until when it resumes by itself; {@link Instant#MAX} for not by itself
   * @return whether there is such a queue
   */
  boolean pause(String queue, Instant until);

  /**
   * Lets a queue go on.
   *
   * @return whether there is such a queue
   */
  boolean resume(String queue);

  // Acting on jobs

  /**
   * Cancels a job that waits; asks its worker to stop it when it runs, for the first reason given.
   * The reason of a cancelled job stands where its failure would.
   */
  CancelAnswer cancel(JobId job, String reason);

  /**
   * Makes a job that failed, was cancelled or expired ready again, behind what is ready already,
   * with its attempts and lost workers forgiven. Refused while another unfinished job has its
   * unique key.
   */
  ChangeAnswer retry(JobId job);

  /** Deletes a job that does not run, with everything known of it. */
  ChangeAnswer delete(JobId job);

  // Reading

  /** One job as it stands now. */
  Optional<Job> find(JobId job);

  /** Jobs, newest first. */
  List<Job> list(JobFilter filter);

  /** The attempts of a job that have ended, oldest first. */
  List<AttemptRecord> attempts(JobId job);

  /** The log of a job, oldest line first. */
  List<LogLine> log(JobId job);

  /** All workers that are known, the newest first. */
  List<WorkerStatus> workers();

  /**
   * Looks for what must never be: jobs in two places or in none, claims of nobody, counts that do
   * not add up. For {@code doctor} and for the tests, which look after each contract test.
   *
   * @return a sentence for each, empty when all is well
   */
  List<String> problems();

  /**
   * What people ought to know of the database under the store: settings that endanger what is
   * promised here, rights that are missing. For {@code doctor}.
   */
  default List<Remark> remarks() {
    return List.of();
  }

  // Signals

  /** Tells {@code listener} when it is worth looking, until the subscription is closed. */
  Subscription listen(StoreListener listener);

  /** Stores what waits, stops the store's threads and releases its files. */
  @Override
  void close();

  /** Somebody listens. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    /** No more calls after this has returned, but for one that is under way. */
    @Override
    void close();
  }
}
