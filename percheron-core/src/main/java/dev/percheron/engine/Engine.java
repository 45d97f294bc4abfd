package dev.percheron.engine;

import dev.percheron.api.JobEventListener;
import dev.percheron.api.JobId;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.engine.LiveAttempt.Stop;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.Shutdown;
import dev.percheron.spi.StoreListener;
import dev.percheron.spi.Timer;
import dev.percheron.spi.WorkerStart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A worker's engine: its loops, and how they start and stop. The door of this package.
 *
 * <p>Lives once: start, stop.
 */
public final class Engine {
  /**
   * What an engine is made of.
   *
   * @param store where the jobs are
   * @param settings how to work
   * @param invoker finds and calls handlers
   * @param providers executors by alias
   * @param time tells the time
   * @param listeners hear what happens
   * @param onSettled hears of every job whose attempt has been settled here; must be quick
   * @param onDrain ends this worker in order when somebody asks for that through the store; runs on
   *     a thread of its own
   * @param timer a timer in the hand, for an engine without threads of its own
   */
  public record Setup(
      JobStore store,
      WorkerSettings settings,
      HandlerInvoker invoker,
      Map<String, JobExecutorProvider> providers,
      InstantSource time,
      List<JobEventListener> listeners,
      Consumer<JobId> onSettled,
      Runnable onDrain,
      Optional<Timer> timer) {}

  private static final Duration NOTES_EVERY = Duration.ofMillis(100);
  private static final Duration FLUSH_WAIT = Duration.ofMillis(2);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration CANCELS_EVERY = Duration.ofMillis(250);
  private static final Duration ERRANDS_EVERY = Duration.ofSeconds(1);
  private static final Duration PRUNE_EVERY = Duration.ofSeconds(30);
  private static final int PRUNE_MOST = 500;

  private final Parts parts;
  private final Optional<WallTimer> ownTimer;
  private final Lease lease = new Lease();
  private final Registry registry = new Registry();
  private final Stations stations;
  private final Settler settler;
  private final LeaseKeeper keeper;
  private final Loop fetching;
  private final Loop settling;
  private final Loop keeping;
  private final Loop promoting;
  private final Loop watching;
  private final Loop cancelling;
  private final Loop errands;
  private final List<Loop> loops;
  private final JobStore.Subscription subscription;

  /** An engine that is not started; it already listens to its store. */
  public Engine(Setup setup, WorkerStart start) {
    var events = new Events(setup.time(), setup.listeners());
    this.ownTimer =
        setup.timer().isPresent() ? Optional.empty() : Optional.of(new WallTimer(events));
    this.parts = parts(setup, setup.timer().orElseGet(ownTimer::orElseThrow), events);
    var decisions = new Decisions(RandomGenerator.getDefault(), setup.settings().mostKills());
    var road = new Road(parts, decisions, registry, setup.onSettled(), wakes());
    this.settler = road.settler();
    this.stations = new Stations(parts, road);
    this.keeper =
        new LeaseKeeper(parts, lease, start, stations::reports, this::leaseTaken, this::leaseLost);
    var fetcher = new Fetcher(parts.store(), lease, stations, registry);
    var promoter = new Promoter(parts.store(), parts.time());
    var rescuer = new Rescuer(parts, decisions);
    var cancels = new CancelWatch(parts.store(), lease, registry);
    var runner = new ErrandRunner(parts.store(), lease, registry, setup.onDrain());
    var settings = parts.settings();
    this.keeping = Loop.every("lease", settings.renewEvery(), keeper::runOnce, events);
    this.watching = Loop.every("queues", LOOK_EVERY, this::watchQueues, events);
    this.promoting = Loop.asking("promoter", promoter::untilNext, promoter::runOnce, events);
    this.fetching = Loop.every("fetcher", LOOK_EVERY, fetcher::runOnce, events);
    this.settling = Loop.every("settler", NOTES_EVERY, settler::runOnce, events);
    this.cancelling = Loop.every("cancels", CANCELS_EVERY, cancels::runOnce, events);
    this.errands = Loop.every("errands", ERRANDS_EVERY, runner::runOnce, events);
    var rescuing = Loop.every("rescuer", settings.rescueEvery(), rescuer::runOnce, events);
    var pruning = Loop.every("pruner", PRUNE_EVERY, this::prune, events);
    this.loops =
        List.of(
            keeping,
            watching,
            promoting,
            fetching,
            settling,
            cancelling,
            errands,
            rescuing,
            pruning);
    this.subscription = parts.store().listen(new Signals());
  }

  private static Parts parts(Setup setup, Timer timer, Events events) {
    return new Parts(
        setup.store(),
        setup.settings(),
        setup.invoker(),
        setup.providers(),
        setup.time(),
        timer,
        events);
  }

  /**
   * Starts the loops; returns once the lease is held and the queues are open, if the store allows.
   */
  public void start() {
    keeping.runOnce();
    watching.runOnce();
    parts.events().start();
    ownTimer.ifPresent(WallTimer::start);
    loops.forEach(Loop::start);
  }

  /**
   * Runs every loop once on the calling thread, for an engine that was not started.
   *
   * @return how much was done
   */
  public int runOnce() {
    int done = 0;
    for (var loop : loops) {
      done += loop.runOnce();
    }
    parts.events().deliver();
    return done;
  }

  /** Who it is at present; empty while it holds no lease. */
  public Optional<WorkerId> worker() {
    return lease.held().map(Lease.Held::worker);
  }

  /** How its queues fare. */
  public List<QueueReport> reports() {
    return stations.reports();
  }

  /**
   * Stops in order: claims no more, gives back what has not started, lets running attempts end for
   * {@code grace} and stops them after that, writes every result, and ends the lease.
   *
   * @return how many jobs it had to leave behind; others rescue them
   */
  public int stop(Duration grace) {
    long patience = System.nanoTime() + grace.plus(parts.settings().lease()).toNanos();
    subscription.close();
    fetching.stop();
    watching.stop();
    promoting.stop();
    var alarm = parts.timer().after(grace, () -> stopRunning("the worker stops"));
    stations.close(new Shutdown(grace, Shutdown.Leftover.CANCEL));
    flush(patience);
    alarm.stop();
    loops.forEach(Loop::stop);
    retire();
    ownTimer.ifPresent(WallTimer::stop);
    parts.events().stop();
    return registry.size();
  }

  /** Stops everything that runs, at once; for a second signal while {@link #stop} waits. */
  public void stopRunning(String reason) {
    registry.stopAll(new Stop(reason, false));
  }

  /** Looks for wishes to cancel soon; somebody in this process has just made one. */
  public void lookForCancels() {
    cancelling.wake();
  }

  /**
   * Lets the settler finish: what ended has to be written, and what still drains has to end. A
   * store that is away is waited for as long as a lease, then others take over.
   */
  private void flush(long patience) {
    stopped(fetching); // what it claims now is given back, which has to be written as well
    settling.stop();
    stopped(settling);
    int written = settling.runOnce();
    while (!isSettled() && (written > 0 || mayWait(patience))) {
      written = settling.runOnce();
    }
  }

  /** Waits a moment; an engine in the hand does not, nothing comes by itself there. */
  private boolean mayWait(long patience) {
    LockSupport.parkNanos(FLUSH_WAIT.toNanos());
    return ownTimer.isPresent() && patience - System.nanoTime() > 0;
  }

  private boolean isSettled() {
    return settler.isIdle() && registry.size() == 0;
  }

  private void stopped(Loop loop) {
    try {
      loop.join(parts.settings().lease());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void retire() {
    try {
      stopped(keeping);
      keeper.retire();
    } catch (StoreUnavailable e) {
      parts.events().warn("the lease could not be ended, it will run out: " + e.getMessage());
    }
  }

  private void leaseTaken() {
    stations.signalAll();
    fetching.wake();
  }

  private void leaseLost(String reason) {
    registry.stopAll(new Stop("the worker lost its lease: " + reason, false));
    keeping.wake();
  }

  /** Also the poll that finds work when every signal was lost. */
  private int watchQueues() {
    stations.runOnce();
    stations.signalAll();
    fetching.wake();
    return 0;
  }

  private int prune() {
    int pruned = parts.store().prune(parts.settings().keepOthers(), PRUNE_MOST);
    return pruned < PRUNE_MOST ? 0 : pruned;
  }

  private Wakes wakes() {
    return new Wakes() {
      @Override
      public void settler() {
        settling.wake();
      }

      @Override
      public void fetcher() {
        fetching.wake();
      }
    };
  }

  /** What the store tells becomes wake-ups. */
  private final class Signals implements StoreListener {
    @Override
    public void ready(Set<String> queues) {
      stations.signal(queues);
      fetching.wake();
      promoting.wake();
    }

    @Override
    public void changed() {
      stations.signalAll();
      fetching.wake();
      promoting.wake();
      watching.wake();
      cancelling.wake();
      errands.wake();
    }
  }
}
