package dev.percheron.exec.process;

import dev.percheron.api.Capability;
import dev.percheron.exec.ConcurrentExecutor;
import dev.percheron.spi.ExecutorContext;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * In a child: runs an attempt on the thread that submits it. All limits are kept by the worker, so
 * here they pass.
 */
final class OnTheSpot extends ConcurrentExecutor {
  private final Consumer<RunningAttempt> begins;

  /**
   * @param begins hears of each attempt before it runs: {@code submit} returns only after its end
   */
  OnTheSpot(Consumer<RunningAttempt> begins) {
    this.begins = begins;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.values());
  }

  @Override
  protected ExecutorService open(ExecutorContext context) {
    return new InlineService(task -> {
      if (task instanceof RunningAttempt attempt) {
        begins.accept(attempt);
      }
    });
  }
}
