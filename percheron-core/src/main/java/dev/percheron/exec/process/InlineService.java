package dev.percheron.exec.process;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a task on the thread that brings it. */
final class InlineService extends AbstractExecutorService {
  private final Consumer<Runnable> before;
  private volatile boolean closed;

  /**
   * @param before hears of each task before it runs
   */
  InlineService(Consumer<Runnable> before) {
    this.before = before;
  }

  @Override
  public void execute(Runnable task) {
    before.accept(task);
    task.run();
  }

  @Override
  public void shutdown() {
    closed = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    closed = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return closed;
  }

  @Override
  public boolean isTerminated() {
    return closed;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return closed;
  }
}
