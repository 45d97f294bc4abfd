package dev.percheron.exec.process;

import dev.percheron.api.Attempt;
import dev.percheron.api.Capability;
import dev.percheron.api.JobContext;
import dev.percheron.api.Outcome;
import dev.percheron.api.Queue;
import dev.percheron.exec.ConcurrentExecutor;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.CloseReport;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.ExecutorHealth;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.Shutdown;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An executor whose attempts run in other processes. What waits for one is never interrupted,
 * because what is stopped is the process.
 *
 * <p>Inside is a {@link ConcurrentExecutor} that counts slots, closes, restarts and tells exactly
 * one end. It sees attempts without their time limit: that clock begins when the other side says
 * that it has started, and then {@link Climb} counts it.
 */
abstract class HostedExecutor implements JobExecutor {
  /** Longer than any ladder of ours, so that the ladder inside never gets past its first rung. */
  private static final Map<String, String> PATIENT =
      Map.of("token-grace", "1d", "interrupt-grace", "1d", "max-stuck", "100000");

  private enum State {
    CLOSED,
    OPEN,
    CLOSING
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.CLOSED);
  private final Set<Capability> capabilities;
  private final int byDefault;
  private final ConcurrentExecutor slots;
  // By identity: each attempt is handed in as an object of its own.
  private final Map<Attempt, Hosting> hostings =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final AtomicInteger running = new AtomicInteger();
  private volatile @Nullable ExecutorContext context;
  private volatile int concurrency;
  private volatile Tally tally = new Tally();

  HostedExecutor(Set<Capability> capabilities, int byDefault) {
    this.capabilities = capabilities;
    this.byDefault = byDefault;
    this.slots = newSlots();
  }

  /**
   * Reads the options and takes resources.
   *
   * @throws IllegalArgumentException when an option is unknown or out of its range
   */
  abstract void open(ExecutorContext context);

  /** The graces of its ladder; valid once open. */
  abstract Climb.Graces graces();

  /** Why it can take no work at the moment; empty when it can. */
  abstract String trouble();

  /** Whether it can take work now; by default when there is no trouble. */
  boolean canWork() {
    return trouble().isEmpty();
  }

  /** The most that {@link #roomAhead} is ever, for each slot. */
  int mostAhead() {
    return 0;
  }

  /** What attempts run on; by default a thread for each, which waits. */
  ExecutorService service(ExecutorContext context) {
    return waiters(context.queue().name());
  }

  /** No attempt should begin any more; what waits inside is given back. */
  void stopTaking() {}

  /**
   * Runs one attempt elsewhere.
   *
   * @return its result as JSON, or a stage of it when it does not wait
   * @throws Throwable what is recorded as its failure, unless {@code hosting} was told a verdict
   */
  abstract Object run(Hosting hosting, JobContext context) throws Throwable;

  /** All attempts have ended, or were left alone. */
  abstract void released();

  @Override
  public final Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public final void start(ExecutorContext given) {
    if (!state.compareAndSet(State.CLOSED, State.OPEN)) {
      throw new IllegalStateException(
          "the executor of queue '%s' is started already".formatted(given.queue().name()));
    }
    try {
      open(given);
      context = given;
      concurrency = given.queue().concurrency().orElse(byDefault);
      slots.start(inside(given));
      tally = new Tally();
    } catch (RuntimeException e) {
      state.set(State.CLOSED);
      throw e;
    }
  }

  private ExecutorContext inside(ExecutorContext given) {
    var queue = given.queue();
    // What has ended has left the child a moment before it leaves its slot.
    int all = Math.min(Queue.MOST_CONCURRENCY, 2 * concurrency * (1 + mostAhead()));
    var patient =
        new Queue(
            queue.name(),
            queue.executor(),
            PATIENT,
            OptionalInt.of(all),
            queue.keepSucceeded(),
            queue.tags());
    return new ExecutorContext(patient, new Relay(), given.time(), given.timer(), given.notices());
  }

  /** Stands where the handlers are called, and calls them elsewhere. */
  private final class Relay implements HandlerInvoker {
    @Override
    public Object invoke(Attempt attempt, JobContext context) throws Throwable {
      var hosting = hostings.get(attempt);
      if (hosting == null) {
        throw new IllegalStateException("attempt of job " + attempt.job() + " is not here");
      }
      context.onCancel(hosting::cancelled);
      return run(hosting, context);
    }

    @Override
    public String write(Attempt attempt, @Nullable Object result) {
      return String.valueOf(result); // it is JSON already
    }
  }

  @Override
  public final int concurrency() {
    return concurrency;
  }

  /** What waits in a process for its turn does not run. */
  @Override
  public final int running() {
    return Math.min(running.get(), concurrency);
  }

  @Override
  public final int freeSlots() {
    return state.get() == State.OPEN && canWork() ? Math.max(0, concurrency - running.get()) : 0;
  }

  @Override
  public final ExecutorHealth health() {
    var health = slots.health();
    return health.isGood() ? new ExecutorHealth(health.stuck(), trouble()) : health;
  }

  @Override
  public final RunningAttempt submit(Attempt attempt, AttemptListener listener) {
    return submit(attempt, listener, 0);
  }

  @Override
  public final RunningAttempt submitAhead(Attempt attempt, AttemptListener listener) {
    return submit(attempt, listener, roomAhead());
  }

  private RunningAttempt submit(Attempt attempt, AttemptListener listener, int ahead) {
    var now = context;
    if (now == null) {
      throw new IllegalStateException("an executor takes attempts after its start");
    }
    var hosting = new Hosting(now, graces(), attempt, listener, this::over);
    if (!takeSlot(ahead)) {
      hosting.refuse(state.get() == State.OPEN ? whyNot() : "the executor is closed");
      return reason -> {}; // it has ended
    }
    hostings.put(hosting.inside(), hosting);
    var inside = slots.submit(hosting.inside(), hosting);
    return new Hosted(inside, hosting.climb());
  }

  /** An attempt that was taken: its thread here, if any, does not tell where the job is. */
  private record Hosted(RunningAttempt inside, Climb climb) implements RunningAttempt {
    @Override
    public void cancel(String reason) {
      inside.cancel(reason);
    }

    @Override
    public String stack() {
      return climb.look();
    }
  }

  private String whyNot() {
    return trouble().isEmpty() ? "no free slot (slots=%d)".formatted(concurrency) : trouble();
  }

  private boolean takeSlot(int ahead) {
    int now = running.get();
    while (state.get() == State.OPEN && (now < concurrency || ahead > 0)) {
      int seen = running.compareAndExchange(now, now + 1);
      if (seen == now) {
        return true;
      }
      now = seen;
    }
    return false;
  }

  private void over(Attempt inside, Outcome outcome) {
    hostings.remove(inside);
    running.getAndDecrement();
    if (state.get() == State.CLOSING) {
      tally.count(outcome);
    }
  }

  @Override
  public final CloseReport close(Shutdown shutdown) {
    if (!state.compareAndSet(State.OPEN, State.CLOSING)) {
      return CloseReport.NOTHING;
    }
    try {
      stopTaking();
      return tally.report(slots.close(shutdown).abandoned());
    } finally {
      released();
      state.set(State.CLOSED);
    }
  }

  private ConcurrentExecutor newSlots() {
    return new ConcurrentExecutor() {
      @Override
      protected ExecutorService open(ExecutorContext context) {
        return service(context);
      }

      @Override
      protected boolean parksStages() {
        return true;
      }

      @Override
      protected int defaultConcurrency() {
        return byDefault;
      }

      @Override
      public Set<Capability> capabilities() {
        return capabilities;
      }
    };
  }

  private static ExecutorService waiters(String queue) {
    return Executors.newCachedThreadPool(
        Thread.ofPlatform()
            .name("percheron-" + queue + "-", 1)
            .daemon()
            .inheritInheritableThreadLocals(false)
            .factory());
  }
}
