package dev.percheron.exec;

import dev.percheron.api.Attempt;
import dev.percheron.api.Capability;
import dev.percheron.api.Queue;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.CloseReport;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.ExecutorHealth;
import dev.percheron.spi.ExecutorOptions;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An executor that stands on a {@link ExecutorService}. A subclass says which; all else is done
 * here: exact slots, the context, awaiting of stages and futures, limits, the ladder of
 * cancellation, stuck threads, exactly one end for each attempt, close and restart.
 *
 * <pre>{@code
 * public final class Pinned extends ConcurrentExecutor {
 *   protected ExecutorService open(ExecutorContext context) {
 *     return Executors.newFixedThreadPool(concurrency(), Pinned::pinnedThread);
 *   }
 * }
 * }</pre>
 *
 * <p><b>The ladder.</b> An attempt whose time limit passes or that is cancelled sees its
 * cancellation token; {@code token-grace} (0 s) later its thread is interrupted; {@code
 * interrupt-grace} (1 s) later it is <em>fenced</em>: its end is reported, its slot is free,
 * nothing it still does counts, and its thread is reported as stuck. At {@code max-stuck} stuck
 * threads (a quarter of the concurrency, at least 2) the executor is in trouble and takes nothing
 * until one of them ends.
 *
 * <p>All methods may be called from any thread. A subclass is written for one executor object: its
 * fields are set in {@link #configure} and {@link #open}, never in the constructor.
 */
public abstract class ConcurrentExecutor implements JobExecutor {
  private volatile @Nullable Session session;
  private volatile int concurrency; // known before the service is opened

  /** Nothing is taken before {@link #start}. */
  protected ConcurrentExecutor() {}

  // ---- what a subclass says

  /**
   * Opens what attempts run on. Called at start, and again when a thread is stuck (see {@link
   * #replace}). It must be able to run {@link #concurrency()} tasks at once; it belongs to this
   * executor, which shuts it down.
   *
   * @throws IllegalArgumentException when the queue's settings do not allow it
   */
  protected abstract ExecutorService open(ExecutorContext context);

  /** How many attempts run at once when the queue does not say; by default one for each CPU. */
  protected int defaultConcurrency() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The names of the options it knows besides the common ones; by default none. */
  protected Set<String> options() {
    return Set.of();
  }

  /**
   * Reads its own options. Called before {@link #open}, and on an executor that is never started
   * when a queue is only checked.
   *
   * @throws IllegalArgumentException when one is out of its range
   */
  protected void configure(ExecutorOptions options) {}

  /**
   * Calls the handler; override it to do something around that, on the thread that runs it, with
   * {@code JobContext.current()} in place. What it throws is the attempt's failure.
   */
  protected @Nullable Object run(Attempt attempt, HandlerCall handler) throws Throwable {
    return handler.invoke();
  }

  /**
   * Called when a thread of {@code service} is stuck; returns what attempts run on from now on. By
   * default another service, while the former lets its threads end; one that makes a thread for
   * every task can return {@code service} itself.
   */
  protected ExecutorService replace(ExecutorService service, ExecutorContext context) {
    var fresh = open(context);
    service.shutdown();
    return fresh;
  }

  /**
   * Whether an attempt whose stage is pending gives up its thread, so that others run meanwhile,
   * and is taken up again on the service when the stage is done. By default not: its thread waits.
   */
  protected boolean parksStages() {
    return false;
  }

  /** {@code INTERRUPT} and {@code TIME_LIMIT}, unless a subclass says otherwise. */
  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.INTERRUPT, Capability.TIME_LIMIT);
  }

  /** The handler of one attempt, ready to be called once. */
  @FunctionalInterface
  public interface HandlerCall {
    /**
     * Calls it on this thread.
     *
     * @return what it returned, a stage or future included
     * @throws Throwable whatever it threw
     */
    @Nullable Object invoke() throws Throwable;
  }

  // ---- what is the same for all

  @Override
  public final synchronized void start(ExecutorContext context) {
    var before = session;
    if (before != null && !before.isClosed()) {
      throw new IllegalStateException(
          "the executor of queue '%s' is started already".formatted(context.queue().name()));
    }
    var settings = settings(context.queue());
    concurrency = settings.concurrency();
    session = new Session(this, context, settings);
  }

  private Settings settings(Queue queue) {
    var known = new TreeSet<>(options());
    known.addAll(Settings.OPTIONS);
    var given = ExecutorOptions.of(queue, known);
    configure(given);
    return Settings.of(queue, given, defaultConcurrency());
  }

  @Override
  public final int concurrency() {
    return concurrency;
  }

  @Override
  public final int running() {
    var now = session;
    return now == null ? 0 : now.running();
  }

  @Override
  public final int freeSlots() {
    var now = session;
    return now == null ? 0 : now.freeSlots();
  }

  @Override
  public final ExecutorHealth health() {
    var now = session;
    return now == null ? new ExecutorHealth(0, "the executor is not started") : now.health();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when it has never been started
   */
  @Override
  public final RunningAttempt submit(Attempt attempt, AttemptListener listener) {
    var now = session;
    if (now == null) {
      throw new IllegalStateException("an executor takes attempts after its start");
    }
    return now.submit(attempt, listener);
  }

  @Override
  public final CloseReport close(Shutdown shutdown) {
    var now = session;
    return now == null ? CloseReport.NOTHING : now.close(shutdown);
  }

  // ---- where ours differ

  /** Whether its threads may be interrupted. */
  boolean interrupts() {
    return true;
  }

  /** An interrupt that came late must not meet the thread's next attempt. */
  void clearInterrupt() {
    Thread.interrupted();
  }

  /** {@code thrown} ended a wait of this thread. */
  void keepInterrupt(Throwable thrown) {}

  /** {@code run} will never start; its service need not keep it. */
  void forget(ExecutorService service, Runnable run) {
    if (service instanceof ThreadPoolExecutor pool) {
      pool.remove(run);
    }
  }

  /**
   * A provider of a {@link ConcurrentExecutor}; a subclass with a public constructor without
   * parameters is what {@link java.util.ServiceLoader} wants.
   */
  public abstract static class Provider implements JobExecutorProvider {
    private final String alias;
    private final Supplier<? extends ConcurrentExecutor> maker;

    /**
     * @param alias the word that queues name it with
     * @param maker makes an executor that is not started, such as {@code Pinned::new}
     */
    protected Provider(String alias, Supplier<? extends ConcurrentExecutor> maker) {
      this.alias = alias;
      this.maker = maker;
    }

    @Override
    public final String alias() {
      return alias;
    }

    @Override
    public final Set<Capability> capabilities() {
      return maker.get().capabilities();
    }

    @Override
    public final int defaultConcurrency() {
      return maker.get().defaultConcurrency();
    }

    @Override
    public final void check(Queue queue) {
      ConcurrentExecutor neverStarted = maker.get();
      var _ = neverStarted.settings(queue);
    }

    @Override
    public final JobExecutor create() {
      return maker.get();
    }
  }
}
