package dev.percheron.exec.process;

import dev.percheron.api.Capability;
import dev.percheron.exec.ConcurrentExecutor;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutor.RunningAttempt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * In a child: runs an attempt on the thread that submits it. All limits are kept by the worker, so
 * here they pass.
 */
final class OnTheSpot {
  private OnTheSpot() {}

  /**
   * @param begins hears of each attempt before it runs: {@code submit} returns only after its end
   */
  static JobExecutor executor(Consumer<RunningAttempt> begins) {
    return new ConcurrentExecutor() {
      @Override
      public Set<Capability> capabilities() {
        return Set.of(Capability.values());
      }

      @Override
      protected ExecutorService open(ExecutorContext context) {
        return new InlineService(task -> tell(task, begins));
      }
    };
  }

  private static void tell(Runnable task, Consumer<RunningAttempt> begins) {
    if (task instanceof RunningAttempt attempt) {
      begins.accept(attempt);
    }
  }
}
