package dev.percheron.exec;

import dev.percheron.spi.ExecutorContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code virtual}: one virtual thread for each attempt. */
final class VirtualExecutor extends ConcurrentExecutor {
  static final String ALIAS = "virtual";

  @Override
  protected int defaultConcurrency() {
    return 256;
  }

  @Override
  protected ExecutorService open(ExecutorContext context) {
    return Executors.newThreadPerTaskExecutor(
        Thread.ofVirtual()
            .name("percheron-" + context.queue().name())
            .inheritInheritableThreadLocals(false)
            .factory());
  }

  /** Every attempt has a fresh thread, so a stuck one is in nobody's way. */
  @Override
  protected ExecutorService replace(ExecutorService service, ExecutorContext context) {
    return service;
  }
}
