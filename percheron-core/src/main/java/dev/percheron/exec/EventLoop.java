package dev.percheron.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * One thread that runs tasks one after another. When that thread is stuck, {@link #renew} gives the
 * queue to a new one; the old one finds on its return that it is not the loop's any more and ends,
 * so two never run tasks at once.
 */
final class EventLoop extends AbstractExecutorService {
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final ThreadFactory threads;
  private volatile Thread worker; // written under this
  private volatile boolean shutdown;

  EventLoop(ThreadFactory threads) {
    this.threads = threads;
    this.worker = threads.newThread(this::work);
    worker.start();
  }

  /** Goes on with another thread. */
  synchronized void renew() {
    worker = threads.newThread(this::work);
    worker.start();
  }

  boolean forget(Runnable task) {
    return tasks.remove(task);
  }

  private void work() {
    while (worker.equals(Thread.currentThread()) && !(shutdown && tasks.isEmpty())) {
      try {
        tasks.take().run();
      } catch (InterruptedException _) {
        // A stray interrupt: the loop ends only when it is told to.
      } catch (Throwable e) { // a loop: one bad task must not end it
        tell(e);
      }
    }
  }

  private static void tell(Throwable thrown) {
    var thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
  }

  @Override
  public void execute(Runnable task) {
    if (shutdown) {
      throw new RejectedExecutionException("the loop is closed");
    }
    tasks.add(task);
    if (shutdown && tasks.remove(task)) { // it may have ended without seeing the task
      throw new RejectedExecutionException("the loop was closed");
    }
  }

  @Override
  public void shutdown() {
    shutdown = true;
    tasks.add(() -> {}); // wakes it up
  }

  @Override
  public List<Runnable> shutdownNow() {
    var left = new ArrayList<Runnable>();
    tasks.drainTo(left);
    shutdown();
    return left;
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && !worker.isAlive();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return worker.join(Duration.of(timeout, unit.toChronoUnit()));
  }
}
