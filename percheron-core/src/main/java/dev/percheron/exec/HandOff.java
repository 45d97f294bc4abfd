package dev.percheron.exec;

import java.io.Serial;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The queue of a pool that uses an idle thread first, then makes one, up to its bound, and only
 * then lets tasks wait: for the instant in which an attempt has given its slot back and its thread
 * is not idle yet. The JDK's pools either make threads while others idle or refuse at the bound.
 */
final class HandOff extends LinkedTransferQueue<Runnable> {
  @Serial private static final long serialVersionUID = 1L;

  /** Called by the pool: true only when an idle thread takes it. */
  @Override
  public boolean offer(Runnable task) {
    return tryTransfer(task);
  }

  ThreadPoolExecutor pool(int most, long keepAlive, TimeUnit unit) {
    return new ThreadPoolExecutor(0, most, keepAlive, unit, this, this::full);
  }

  /** Every thread is busy: one of them will come back for it. */
  private void full(Runnable task, ThreadPoolExecutor pool) {
    if (pool.isShutdown()) {
      throw new RejectedExecutionException("the pool is shut down");
    }
    super.offer(task);
    if (pool.isShutdown() && remove(task)) { // nobody may be left to take it
      throw new RejectedExecutionException("the pool was shut down");
    }
  }
}
