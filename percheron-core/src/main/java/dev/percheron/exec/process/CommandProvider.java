package dev.percheron.exec.process;

import dev.percheron.api.Capability;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Queue;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.UnfitAttempt;
import java.util.Set;

/** The executor {@code command}: a program for each attempt. */
public final class CommandProvider implements JobExecutorProvider {
  /** For {@link java.util.ServiceLoader}. */
  public CommandProvider() {}

  @Override
  public String alias() {
    return CommandExecutor.ALIAS;
  }

  @Override
  public Set<Capability> capabilities() {
    return CommandExecutor.CAPABILITIES;
  }

  @Override
  public int defaultConcurrency() {
    return CommandExecutor.defaultConcurrency();
  }

  @Override
  public void check(Queue queue) {
    var _ = CommandSettings.of(queue);
  }

  @Override
  public void check(Queue queue, JobSpec job) {
    try {
      var _ = CommandCall.of(CommandSettings.of(queue), job.arguments());
    } catch (UnfitAttempt e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public JobExecutor create() {
    return new CommandExecutor();
  }
}
