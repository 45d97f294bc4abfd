package dev.percheron.exec.process;

import dev.percheron.api.Capability;
import dev.percheron.api.Queue;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutorProvider;
import java.util.Set;

/** The executor {@code process}: a pool of child JVMs. */
public final class ProcessProvider implements JobExecutorProvider {
  private final ChildLauncher launcher;

  /** For {@link java.util.ServiceLoader}. */
  public ProcessProvider() {
    this(new JvmLauncher());
  }

  /** With children of another kind. */
  public ProcessProvider(ChildLauncher launcher) {
    this.launcher = launcher;
  }

  @Override
  public String alias() {
    return ProcessExecutor.ALIAS;
  }

  @Override
  public Set<Capability> capabilities() {
    return ProcessExecutor.CAPABILITIES;
  }

  @Override
  public int defaultConcurrency() {
    return ProcessExecutor.defaultConcurrency();
  }

  @Override
  public void check(Queue queue) {
    var _ = ProcessSettings.of(queue);
  }

  @Override
  public JobExecutor create() {
    return new ProcessExecutor(launcher);
  }
}
