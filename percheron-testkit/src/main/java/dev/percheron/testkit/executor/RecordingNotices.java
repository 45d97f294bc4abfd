package dev.percheron.testkit.executor;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobId;
import dev.percheron.spi.ExecutorNotices;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what an executor tells besides outcomes. Safe for use by many threads. */
public final class RecordingNotices implements ExecutorNotices {
  /** Something told of an attempt: its job and the stack. */
  public record Told(JobId job, Duration held, String stack) {}

  private final List<Told> stuck = new CopyOnWriteArrayList<>();
  private final List<JobId> unstuck = new CopyOnWriteArrayList<>();
  private final List<Told> blocking = new CopyOnWriteArrayList<>();
  private final AtomicInteger changes = new AtomicInteger();

  /** Nothing was told yet. */
  public RecordingNotices() {}

  @Override
  public void stuck(Attempt attempt, String stack) {
    stuck.add(new Told(attempt.job(), Duration.ZERO, stack));
  }

  @Override
  public void unstuck(Attempt attempt) {
    unstuck.add(attempt.job());
  }

  @Override
  public void blocking(Attempt attempt, Duration held, String stack) {
    blocking.add(new Told(attempt.job(), held, stack));
  }

  @Override
  public void changed() {
    changes.incrementAndGet();
  }

  /** The threads that were reported as stuck. */
  public List<Told> stuck() {
    return stuck;
  }

  /** The jobs whose threads came back. */
  public List<JobId> unstuck() {
    return unstuck;
  }

  /** The handlers that held a thread that others wait for. */
  public List<Told> blocking() {
    return blocking;
  }

  /** How often slots or health were said to have changed. */
  public int changes() {
    return changes.get();
  }
}
