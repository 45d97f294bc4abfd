package dev.percheron.examples;

import dev.percheron.exec.ConcurrentExecutor;
import dev.percheron.spi.ExecutorContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

// tag::subclass
/** Runs attempts on threads with stacks of 64 MB, for handlers that recurse deeply. */
public final class DeepStacks extends ConcurrentExecutor {
  @Override
  protected ExecutorService open(ExecutorContext context) {
    var threads = Thread.ofPlatform().daemon().name("deep-", 1).stackSize(64L << 20);
    return Executors.newFixedThreadPool(concurrency(), threads.factory());
  }

  /** Named in META-INF/services; {@code deep} is what queues call it. */
  public static final class Installed extends Provider {
    public Installed() {
      super("deep", DeepStacks::new);
    }
  }
}
// end::subclass
