package dev.percheron.exec;

import dev.percheron.api.Capability;
import dev.percheron.spi.ExecutorContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * {@code direct}: the thread that submits. The thread is not ours, so it is never interrupted and
 * its own interrupts are left to it; a cancelled attempt sees its token and is then fenced.
 */
final class DirectExecutor extends ConcurrentExecutor {
  static final String ALIAS = "direct";

  @Override
  protected int defaultConcurrency() {
    return 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  protected ExecutorService open(ExecutorContext context) {
    return new Caller();
  }

  @Override
  protected ExecutorService replace(ExecutorService service, ExecutorContext context) {
    return service;
  }

  @Override
  boolean interrupts() {
    return false;
  }

  @Override
  void clearInterrupt() {}

  @Override
  void keepInterrupt(Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs tasks at once on whatever thread brings them. */
  private static final class Caller extends AbstractExecutorService {
    private volatile boolean shutdown;

    @Override
    public void execute(Runnable task) {
      if (shutdown) {
        throw new RejectedExecutionException("the executor is closed");
      }
      task.run();
    }

    @Override
    public void shutdown() {
      shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutdown;
    }

    @Override
    public boolean isTerminated() {
      return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return shutdown;
    }
  }
}
