package dev.percheron.testkit.store;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Failure;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.LogLine;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.api.Rung;
import dev.percheron.api.Settlement;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.Note;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import dev.percheron.spi.WorkerStart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker driven by hand: it claims and settles when a test says so, and runs nothing. Handlers
 * are taken to start when the job is claimed and to end when it is settled. As safe for many
 * threads as its store.
 */
public final class HandWorker {
  /** How long its lease is. */
  public static final Duration LEASE = Duration.ofSeconds(15);

  /** How attempts fail that {@link #retry} and {@link #fail} end. */
  public static final Failure FAILURE = Failure.of("test.Broken", "it broke");

  private final JobStore store;
  private final InstantSource time;
  private final WorkerId id;

  private HandWorker(JobStore store, InstantSource time, WorkerId id) {
    this.store = store;
    this.time = time;
    this.id = id;
  }

  /** Registers a new worker with a lease of {@link #LEASE}. */
  public static HandWorker register(JobStore store, InstantSource time) {
    return new HandWorker(store, time, store.register(new WorkerStart("hand", "test", 1), LEASE));
  }

  /** Who the store says it is. */
  public WorkerId id() {
    return id;
  }

  /** The same worker over another connection to the same data. */
  public HandWorker over(JobStore other) {
    return new HandWorker(other, time, id);
  }

  /** Extends the lease by {@link #LEASE} from now. */
  public boolean renew() {
    return store.renew(id, LEASE, List.of());
  }

  /** Claims the next job of the default queue, which must be there. */
  public ClaimedJob claimOne() {
    return claim(1).getFirst();
  }

  /** Claims up to {@code slots} jobs of the default queue. */
  public List<ClaimedJob> claim(int slots) {
    return claim(JobSpec.DEFAULT_QUEUE, slots);
  }

  /** Claims up to {@code slots} jobs of a queue. */
  public List<ClaimedJob> claim(String queue, int slots) {
    return store.claim(id, new ClaimRequest(queue, slots, 0));
  }

  /** Claims jobs of the default queue, {@code ahead} of which do not start yet. */
  public List<ClaimedJob> claim(int slots, int ahead) {
    return store.claim(id, new ClaimRequest(JobSpec.DEFAULT_QUEUE, slots, ahead));
  }

  /** The job succeeded without a value. */
  public SettleAnswer done(ClaimedJob job) {
    return done(job, "null");
  }

  /** The job succeeded with {@code result}. */
  public SettleAnswer done(ClaimedJob job, String result) {
    return settle(job, ended(job, new Outcome.Succeeded(result)), new Settlement.Done(result));
  }

  /** The attempt failed and another follows. */
  public SettleAnswer retry(ClaimedJob job, Duration delay) {
    return settle(
        job, ended(job, new Outcome.Failed(FAILURE)), new Settlement.Retry(delay, FAILURE));
  }

  /** The attempt failed for good. */
  public SettleAnswer fail(ClaimedJob job) {
    return settle(job, ended(job, new Outcome.Failed(FAILURE)), new Settlement.Fail(FAILURE));
  }

  /** The attempt was cancelled while it ran. */
  public SettleAnswer cancelled(ClaimedJob job, String reason) {
    var outcome = new Outcome.Cancelled(reason, Rung.TOKEN);
    return settle(job, ended(job, outcome), new Settlement.Cancel(reason));
  }

  /** The handler asked to be called again later. */
  public SettleAnswer snooze(ClaimedJob job, Duration delay) {
    return settle(job, ended(job, new Outcome.Snoozed(delay)), new Settlement.Snooze(delay));
  }

  /** The job's start deadline had passed, so it did not start. */
  public SettleAnswer expire(ClaimedJob job) {
    return settle(job, notStarted(job, new Outcome.Expired()), new Settlement.Expire());
  }

  /** The job did not start and goes back. */
  public SettleAnswer giveBack(ClaimedJob job) {
    var outcome = new Outcome.NotStarted("given back by a test");
    return settle(job, notStarted(job, outcome), new Settlement.GiveBack());
  }

  /** Settles one job in any way. */
  public SettleAnswer settle(ClaimedJob job, AttemptEnd end, Settlement settlement) {
    return settle(List.of(new Settled(job, end, settlement))).getFirst();
  }

  /** Settles many jobs in one step. */
  public List<SettleAnswer> settle(List<Settled> settled) {
    return store.settle(id, settled, List.of());
  }

  /** Settles all with success in one step. */
  public List<SettleAnswer> allDone(List<ClaimedJob> jobs) {
    return settle(jobs.stream().map(this::success).toList());
  }

  /** The success of a job, to be settled together with others. */
  public Settled success(ClaimedJob job) {
    return new Settled(job, ended(job, Outcome.Succeeded.NOTHING), new Settlement.Done("null"));
  }

  /** Notes that a job that was claimed ahead has started. */
  public void started(ClaimedJob job) {
    note(new Note.Started(job));
  }

  /** Notes how far a job is. */
  public void advanced(ClaimedJob job, Progress progress) {
    note(new Note.Advanced(job, progress));
  }

  /** Notes a line of a job's log. */
  public void said(ClaimedJob job, String text) {
    note(new Note.Said(job, new LogLine(job.attempt().number(), time.instant(), text)));
  }

  /** Notes anything. */
  public void note(Note... notes) {
    store.settle(id, List.of(), List.of(notes));
  }

  /** What somebody wants cancelled among its jobs. */
  public Map<JobId, String> wishes() {
    return store.cancelWishes(id);
  }

  /** The end of an attempt that started, now. */
  public AttemptEnd ended(ClaimedJob job, Outcome outcome) {
    return end(job, outcome, Optional.of(time.instant()));
  }

  /** The end of an attempt that did not start, now. */
  public AttemptEnd notStarted(ClaimedJob job, Outcome outcome) {
    return end(job, outcome, Optional.empty());
  }

  private AttemptEnd end(ClaimedJob job, Outcome outcome, Optional<Instant> startedAt) {
    return new AttemptEnd(outcome, startedAt, time.instant(), job.attempt().spec().metadata());
  }
}
