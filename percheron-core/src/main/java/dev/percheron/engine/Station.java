package dev.percheron.engine;

import dev.percheron.api.Queue;
import dev.percheron.api.WorkerStatus.QueueReport;

/** What a worker has for one of its queues: a runner, or the reason why there is none. */
sealed interface Station {
  /** The queue as it was declared when the station was made. */
  Queue queue();

  /** How it fares. */
  QueueReport report();

  /**
   * Nothing is taken: the executor is unknown here, or did not start. The jobs stay in the queue.
   */
  record Parked(Queue queue, String reason) implements Station {
    @Override
    public QueueReport report() {
      return new QueueReport(queue.name(), queue.executor(), 0, 0, 0, reason);
    }
  }

  /** Jobs are taken and run. */
  record Served(QueueRunner runner) implements Station {
    @Override
    public Queue queue() {
      return runner.queue();
    }

    @Override
    public QueueReport report() {
      return runner.report();
    }
  }
}
