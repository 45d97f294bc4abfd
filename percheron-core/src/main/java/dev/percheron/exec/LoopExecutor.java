package dev.percheron.exec;

import dev.percheron.api.Attempt;
import dev.percheron.api.Capability;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.ExecutorOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * {@code loop}: one thread. Handlers run one after another; those that return a stage give the
 * thread up until the stage is complete.
 */
final class LoopExecutor extends ConcurrentExecutor {
  static final String ALIAS = "loop";

  private static final String SLOW_AFTER = "slow-after";
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private Duration slowAfter = Duration.ofMillis(100);
  private @Nullable BlockWatch watch;

  @Override
  protected int defaultConcurrency() {
    return 100;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.INTERRUPT, Capability.TIME_LIMIT, Capability.THREAD_AFFINITY);
  }

  @Override
  protected Set<String> options() {
    return Set.of(SLOW_AFTER);
  }

  @Override
  protected void configure(ExecutorOptions options) {
    slowAfter = options.duration(SLOW_AFTER, Duration.ofMillis(100), SHORTEST, LONGEST);
  }

  @Override
  protected ExecutorService open(ExecutorContext context) {
    watch = new BlockWatch(context, slowAfter);
    return new EventLoop(
        Thread.ofPlatform()
            .name("percheron-" + context.queue().name() + "-loop-", 1)
            .daemon(true)
            .inheritInheritableThreadLocals(false)
            .factory());
  }

  @Override
  protected ExecutorService replace(ExecutorService service, ExecutorContext context) {
    if (service instanceof EventLoop loop) {
      loop.renew();
    }
    return service;
  }

  @Override
  protected @Nullable Object run(Attempt attempt, HandlerCall handler) throws Throwable {
    var watching = watch;
    return watching == null ? handler.invoke() : watching.during(attempt, handler);
  }

  @Override
  protected boolean parksStages() {
    return true;
  }

  @Override
  void forget(ExecutorService service, Runnable run) {
    if (service instanceof EventLoop loop) {
      loop.forget(run);
    }
  }
}
