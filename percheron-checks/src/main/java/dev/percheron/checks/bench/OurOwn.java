package dev.percheron.checks.bench;

import static dev.percheron.api.Jobs.job;

import dev.percheron.Percheron;
import dev.percheron.api.Handler;
import dev.percheron.api.JobRequest;
import dev.percheron.api.Queue;
import dev.percheron.api.QueueStatus.Counts;
import java.time.Duration;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Percheron with the settings that it has by itself. */
final class OurOwn implements Contender {
  private static final int BATCH = 10_000;

  private final Percheron percheron;
  private final Queue queue;

  /** Whose queue keeps what succeeded for so long. */
  OurOwn(String url, Queue queue) {
    this.percheron = Percheron.open(url).handlers(OurOwn.class);
    this.queue = queue;
  }

  static Queue keeping() {
    return Queue.named("default");
  }

  static Queue forgetting() {
    return Queue.named("default").keepSucceeded(Duration.ZERO);
  }

  /** Does nothing. */
  @Handler("bench.noop")
  static void noop() {
    Board.ofThisProcess().ran(1);
  }

  private static JobRequest<@Nullable Void> request() {
    return job(OurOwn::noop);
  }

  @Override
  public void create() {
    percheron.declare(queue);
  }

  @Override
  public void push() {
    percheron.push(request());
  }

  @Override
  public void pushAll(int count) {
    for (int left = count; left > 0; left -= BATCH) {
      percheron.pushAll(Collections.nCopies(Math.min(BATCH, left), request()));
    }
  }

  @Override
  public boolean isDone() {
    return percheron.operations().queues().stream().noneMatch(one -> isBusy(one.counts()));
  }

  private static boolean isBusy(Counts counts) {
    return counts.ready() + counts.running() + counts.scheduled() > 0;
  }

  @Override
  public AutoCloseable work() {
    return percheron.worker().start();
  }

  @Override
  public void close() {
    percheron.close();
  }
}
