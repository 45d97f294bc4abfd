package dev.percheron.checks.planted.exec;

import dev.percheron.api.Attempt;
import dev.percheron.api.Capability;
import dev.percheron.spi.AttemptListener;
import dev.percheron.spi.CloseReport;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.ExecutorHealth;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.Shutdown;
import java.util.Set;

/** An executor that no contract has ever seen. */
final class LonelyExecutor implements JobExecutor {
  @Override
  public void start(ExecutorContext context) {}

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public int running() {
    return 0;
  }

  @Override
  public int freeSlots() {
    return 0;
  }

  @Override
  public ExecutorHealth health() {
    return ExecutorHealth.GOOD;
  }

  @Override
  public RunningAttempt submit(Attempt attempt, AttemptListener listener) {
    return reason -> {};
  }

  @Override
  public CloseReport close(Shutdown shutdown) {
    return CloseReport.NOTHING;
  }
}
