package dev.percheron.engine;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Outcome.NotStarted;
import dev.percheron.api.Queue;
import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.CloseReport;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.Note;
import dev.percheron.spi.Shutdown;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands the claimed jobs of one queue to its executor, never more than it has slots for and room
 * for those that wait inside it.
 *
 * <p>Jobs wait in a small buffer until a slot is free. Whoever frees a slot or adds a job pumps; of
 * several who pump at once one does the work for all, which keeps the order, and keeps an executor
 * that runs attempts on the calling thread from recursing.
 */
final class QueueRunner {
  /** Where a runner sends what comes out of it. */
  interface Listener {
    /** An attempt began. */
    void started(LiveAttempt live, Instant at);

    /** Something to keep of an attempt that goes on. */
    void noted(LiveAttempt live, Note note);

    /** An attempt ended. */
    void ended(LiveAttempt live, AttemptEnd end, boolean closing);

    /** There is room for more. */
    void hungry();
  }

  /** As many as a claimer submits itself before it leaves the rest to those that end. */
  private static final int SOME = 100;

  private final Queue queue;
  private final JobExecutor executor;
  private final InstantSource time;
  private final Listener road;
  private final Pace pace;
  private final ConcurrentLinkedQueue<LiveAttempt> buffer = new ConcurrentLinkedQueue<>();
  private final AtomicInteger buffered = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger(); // submitted by us and not ended
  private final AtomicInteger pumpers = new AtomicInteger();
  private final AtomicLong signals = new AtomicLong(1);
  private volatile long emptyAt; // the signal count at which the queue was last found empty
  private volatile int ahead;
  private volatile boolean closing;

  QueueRunner(Queue queue, JobExecutor executor, InstantSource time, Listener road) {
    this.queue = queue;
    this.executor = executor;
    this.time = time;
    this.road = road;
    this.pace = new Pace(time);
  }

  Queue queue() {
    return queue;
  }

  /** Something may have become ready. */
  void signal() {
    signals.incrementAndGet();
  }

  /** How many jobs to claim now, if any. Called by the fetcher alone. */
  Optional<ClaimRequest> request() {
    ahead = pace.ahead();
    if (!wantsMore()) {
      return Optional.empty();
    }
    int starting = Math.max(0, free() - buffered.get());
    int more = Math.max(0, ahead - Math.max(0, buffered.get() - free()));
    return starting + more == 0
        ? Optional.empty()
        : Optional.of(new ClaimRequest(queue.name(), starting, more));
  }

  /** The count of signals before a claim, to be given to {@link #accept} with what it took. */
  long signalsSeen() {
    return signals.get();
  }

  /** Takes the jobs of a claim; the first {@code slots} of {@code request} are noted as started. */
  void accept(
      List<ClaimedJob> jobs,
      ClaimRequest request,
      WorkerId worker,
      long signalsSeen,
      Registry registry) {
    if (jobs.size() < request.slots() + request.ahead()) {
      emptyAt = signalsSeen;
    }
    for (int i = 0; i < jobs.size(); i++) {
      var live = new LiveAttempt(jobs.get(i), worker, this, i >= request.slots());
      registry.add(live);
      buffered.incrementAndGet();
      buffer.add(live);
    }
    pumpSome();
  }

  void pump() {
    if (pumpers.getAndIncrement() != 0) {
      return; // whoever pumps sees our increment and goes round once more
    }
    int missed = 1;
    while (missed != 0) {
      submitWhatFits(Integer.MAX_VALUE);
      missed = pumpers.addAndGet(-missed);
    }
  }

  /**
   * Pumps for a fetcher that has better things to do: as soon as something runs, its end pumps the
   * rest. Increments of others are dropped here, so what they stand for is looked at after that.
   */
  private void pumpSome() {
    boolean again = true;
    while (again && pumpers.getAndIncrement() == 0) {
      submitWhatFits(SOME);
      pumpers.set(0);
      again = !buffer.isEmpty() && (closing || (running.get() == 0 && free() > 0));
    }
  }

  /** Stops taking, gives back what waits, and closes the executor. */
  CloseReport close(Shutdown shutdown) {
    closing = true;
    pump();
    return executor.close(shutdown);
  }

  QueueReport report() {
    var health = executor.health();
    return new QueueReport(
        queue.name(),
        queue.executor(),
        executor.concurrency(),
        executor.running(),
        health.stuck(),
        health.trouble());
  }

  boolean isIdle() {
    return running.get() == 0 && buffered.get() == 0;
  }

  void note(LiveAttempt live, Note note) {
    road.noted(live, note);
  }

  void onStart(LiveAttempt live, Instant at) {
    road.started(live, at);
  }

  /** An attempt that had a slot has ended. */
  void onSlotFree(LiveAttempt live, AttemptEnd end) {
    running.decrementAndGet();
    pace.oneEnded();
    onEnd(live, end);
    pump();
  }

  /** An attempt has ended, with or without a slot. */
  void onEnd(LiveAttempt live, AttemptEnd end) {
    road.ended(live, end, closing);
  }

  /** Pumps and asks for more: slots became free without an end. */
  void onChange() {
    pump();
    askForMore();
  }

  private void submitWhatFits(int most) {
    for (int submitted = 0; submitted < most && fits(); submitted++) {
      var live = buffer.poll();
      if (live == null) {
        break;
      }
      buffered.decrementAndGet();
      submit(live);
    }
    askForMore();
  }

  private boolean fits() {
    return closing || free() > 0 || executor.roomAhead() > 0;
  }

  private void submit(LiveAttempt live) {
    var stop = live.stop();
    if (stop.isPresent()) {
      live.endStopped(stop.get(), time.instant());
    } else if (closing) {
      live.endUnstarted(new NotStarted("its queue stops here"), time.instant());
    } else {
      running.incrementAndGet();
      live.submitted(executor.submitAhead(live.job().attempt(), live));
    }
  }

  private void askForMore() {
    if (wantsMore()) {
      road.hungry();
    }
  }

  /** Worth asking the store: not known to be empty, and the buffer has run low. */
  private boolean wantsMore() {
    return !closing
        && emptyAt != signals.get()
        && (free() > buffered.get() || (ahead > 0 && buffered.get() - free() <= ahead / 2));
  }

  private int free() {
    return Math.max(0, Math.min(executor.freeSlots(), executor.concurrency() - running.get()));
  }
}
