package dev.percheron;

import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The service in this process that claims jobs and runs them. Made by {@link Percheron#worker()}.
 * Lives once: when it is closed, start another. Safe for use by many threads.
 */
public final class Worker implements AutoCloseable {
  private final Engine engine;
  private final Duration grace;
  private final Runnable onClose;
  private boolean closed; // guarded by this

  Worker(Engine engine, Duration grace, Runnable onClose) {
    this.engine = engine;
    this.grace = grace;
    this.onClose = onClose;
  }

  /** Who it is at present; empty while it holds no lease, and so takes no jobs. */
  public Optional<WorkerId> id() {
    return engine.worker();
  }

  /** How each of its queues fares. */
  public List<QueueReport> queues() {
    return engine.reports();
  }

  /** Whether it holds its lease and all its queues are served. */
  public boolean isHealthy() {
    return id().isPresent() && queues().stream().allMatch(queue -> queue.trouble().isEmpty());
  }

  /**
   * Does once everything there is to do now, on the calling thread: for a worker that was made
   * {@linkplain WorkerBuilder#stepped stepped}, in tests.
   *
   * @return how much it did; 0 when there was nothing
   */
  public int runOnce() {
    return engine.runOnce();
  }

  /**
   * Stops in order: takes no more jobs, gives back what has not started, lets running attempts end
   * for {@code grace}, stops them after that – they run again elsewhere, without an attempt used up
   * – writes every result, and ends its lease. Waits for all that; calling it again returns at
   * once.
   *
   * @return how many jobs it had to leave behind; others rescue them
   */
  public int stop(Duration grace) {
    synchronized (this) {
      if (closed) {
        return 0;
      }
      closed = true;
    }
    int left = engine.stop(grace);
    onClose.run();
    return left;
  }

  /** Whether it was told to stop; it may still wait for what runs. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Stops everything that runs, at once: for a second signal while {@link #stop} waits. */
  public void stopRunning(String reason) {
    engine.stopRunning(reason);
  }

  /** {@link #stop Stops} with the grace it was made with. */
  @Override
  public void close() {
    stop(grace);
  }
}
