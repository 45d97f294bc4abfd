package dev.percheron.testkit.executor;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import dev.percheron.exec.ConcurrentExecutor;
import dev.percheron.spi.ExecutorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs what was submitted when it is told to, on the thread that tells it. */
final class StepwiseExecutor extends ConcurrentExecutor {
  final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  final List<String> around = new ArrayList<>();
  Runnable onExecute = () -> {};
  boolean shutdown;

  static final class Installed extends Provider {
    Installed() {
      super("stepwise", StepwiseExecutor::new);
    }
  }

  /** Runs the oldest task. */
  void step() {
    tasks.remove().run();
  }

  @Override
  protected @Nullable Object run(Attempt attempt, HandlerCall handler) throws Throwable {
    around.add("before job " + JobContext.current().attempt().job());
    var result = handler.invoke();
    around.add("after job " + attempt.job());
    return result;
  }

  @Override
  protected ExecutorService open(ExecutorContext context) {
    shutdown = false;
    return new Tasks();
  }

  private final class Tasks extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
      onExecute.run();
      tasks.add(task);
    }

    @Override
    public void shutdown() {
      shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown();
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
      return true;
    }
  }
}
