package dev.percheron.memory;

import dev.percheron.api.AttemptRecord;
import dev.percheron.api.CancelAnswer;
import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.LogLine;
import dev.percheron.api.Queue;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.Errand;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.LostJob;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Note;
import dev.percheron.spi.Pushed;
import dev.percheron.spi.Rescued;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import dev.percheron.spi.StoreListener;
import dev.percheron.spi.WorkerStart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A store that lives as long as its process: for tests, and for work that may be lost with it. It
 * is also the specification of what every other store does.
 *
 * <p>All methods may be called from any thread; none waits for longer than others need to read or
 * change a few objects. Ended jobs stay in memory until {@link #prune} drops them. Listeners are
 * called on the thread that caused the signal, after the change; what they throw is logged. After
 * {@link #close} everything is gone and every method but {@code close} throws {@link
 * StoreUnavailable}.
 */
public final class InMemoryStore implements JobStore {
  private final InstantSource time;

  /** Guards all that follows, and everything in this package but the list of listeners. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Signals signals = new Signals();
  private final Lines lines = new Lines();
  private final Leases leases = new Leases();
  private final Places places = new Places(signals);
  private final Claims claims = new Claims(places);
  private final Verdicts verdicts = new Verdicts(claims, places);
  private final Pushing pushing = new Pushing(lines, places);
  private final Settling settling = new Settling(claims, verdicts);
  private final Rescuing rescuing = new Rescuing(leases, claims, verdicts);
  private final Acting acting = new Acting(places, verdicts, signals);
  private final Errands errands = new Errands();
  private final Pruning pruning = new Pruning(lines, places, leases, errands);
  private final Reading reading = new Reading(places.jobs);
  private boolean isClosed;

  private InMemoryStore(InstantSource time) {
    this.time = time;
  }

  /** An empty store that goes by {@code time}. */
  public static InMemoryStore create(InstantSource time) {
    return new InMemoryStore(time);
  }

  @Override
  public List<Pushed> push(List<NewJob> jobs) {
    return change(now -> pushing.push(jobs, now));
  }

  @Override
  public WorkerId register(WorkerStart start, Duration lease) {
    return change(now -> leases.register(start, lease, now));
  }

  @Override
  public boolean renew(WorkerId worker, Duration lease, List<QueueReport> reports) {
    return change(now -> leases.renew(worker, lease, reports, now));
  }

  @Override
  public void retire(WorkerId worker) {
    change(now -> leases.retire(worker, now));
  }

  @Override
  public List<ClaimedJob> claim(WorkerId worker, ClaimRequest request) {
    return change(now -> claim(worker, request, now));
  }

  private List<ClaimedJob> claim(WorkerId worker, ClaimRequest request, Instant now) {
    var lease = leases.valid(worker, now);
    var line = lines.find(request.queue()).filter(queue -> !queue.isPaused(now));
    return lease.isPresent() && line.isPresent()
        ? claims.take(lease.orElseThrow(), line.orElseThrow(), request, now)
        : List.of();
  }

  @Override
  public List<SettleAnswer> settle(WorkerId worker, List<Settled> settled, List<Note> notes) {
    return change(now -> settling.settle(worker, settled, notes, now));
  }

  @Override
  public Map<JobId, String> cancelWishes(WorkerId worker) {
    return change(
        now -> leases.find(worker).map(lease -> Map.copyOf(lease.wishes)).orElse(Map.of()));
  }

  @Override
  public OptionalLong ask(WorkerId worker, Errand errand) {
    return change(now -> asked(worker, errand, now));
  }

  private OptionalLong asked(WorkerId worker, Errand errand, Instant now) {
    if (leases.valid(worker, now).isEmpty()) {
      return OptionalLong.empty();
    }
    signals.change();
    return errands.ask(worker, errand, now);
  }

  @Override
  public Map<Long, Errand> errands(WorkerId worker) {
    return change(now -> errands.of(worker));
  }

  @Override
  public void answer(WorkerId worker, long errand, String answer) {
    change(now -> answered(worker, errand, answer));
  }

  private boolean answered(WorkerId worker, long errand, String answer) {
    signals.change();
    return errands.answer(worker, errand, answer);
  }

  @Override
  public Optional<String> answered(long errand) {
    return change(now -> errands.answered(errand));
  }

  @Override
  public int promote(int most) {
    return change(now -> places.promote(most, now));
  }

  @Override
  public Optional<Instant> nextDue() {
    return change(now -> places.nextDue());
  }

  @Override
  public List<Rescued> rescue(int most, LostJob.Verdict verdict) {
    return change(now -> rescuing.rescue(most, verdict, now));
  }

  @Override
  public int prune(Duration keepOthers, int most) {
    return change(now -> pruning.prune(keepOthers, most, now));
  }

  @Override
  public void declare(Queue queue) {
    change(now -> declared(queue));
  }

  private Line declared(Queue queue) {
    signals.change();
    return lines.declare(queue);
  }

  @Override
  public List<Queue> queues() {
    return change(now -> lines.declared());
  }

  @Override
  public List<QueueStatus> queueStatus() {
    return change(lines::shown);
  }

  @Override
  public boolean pause(String queue, Instant until) {
    return change(now -> pauseUntil(queue, until));
  }

  @Override
  public boolean resume(String queue) {
    return change(now -> pauseUntil(queue, Instant.MIN));
  }

  private boolean pauseUntil(String queue, Instant until) {
    var line = lines.find(queue);
    line.ifPresent(found -> found.pausedUntil = until);
    line.ifPresent(signals::touch);
    signals.change();
    return line.isPresent();
  }

  @Override
  public CancelAnswer cancel(JobId job, String reason) {
    return change(now ->
        places
            .jobs
            .find(job)
            .map(found -> acting.cancel(found, reason, now))
            .orElse(CancelAnswer.NOT_FOUND));
  }

  @Override
  public ChangeAnswer retry(JobId job) {
    return change(now ->
        places
            .jobs
            .find(job)
            .map(found -> acting.retry(found, now))
            .orElse(ChangeAnswer.NOT_FOUND));
  }

  @Override
  public ChangeAnswer delete(JobId job) {
    return change(now -> places.jobs.find(job).map(acting::delete).orElse(ChangeAnswer.NOT_FOUND));
  }

  @Override
  public Optional<Job> find(JobId job) {
    return change(now -> places.jobs.find(job).map(StoredJob::shown));
  }

  @Override
  public List<Job> list(JobFilter filter) {
    return change(now -> reading.list(filter));
  }

  @Override
  public List<AttemptRecord> attempts(JobId job) {
    return change(now -> places.jobs.find(job).map(StoredJob::attempts).orElse(List.of()));
  }

  @Override
  public List<LogLine> log(JobId job) {
    return change(now -> places.jobs.find(job).map(found -> found.log.lines()).orElse(List.of()));
  }

  @Override
  public List<WorkerStatus> workers() {
    return change(now -> leases.shown());
  }

  @Override
  public List<String> problems() {
    return change(now -> new Problems(lines, places, claims, leases).look());
  }

  @Override
  public Subscription listen(StoreListener listener) {
    return signals.listen(listener);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * One step: what it does is seen by others all at once, and only then do listeners hear of it.
   */
  private <T> T change(Function<Instant, T> step) {
    T result;
    Signals.Told told;
    lock.lock();
    try {
      checkOpen();
      result = step.apply(time.instant());
      told = signals.take();
    } finally {
      lock.unlock();
    }
    signals.tell(told);
    return result;
  }

  private void checkOpen() {
    if (isClosed) {
      throw new StoreUnavailable("the in-memory store is closed, and what was in it is gone");
    }
  }
}
