package dev.percheron.exec;

import dev.percheron.api.Names;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.ExecutorOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** {@code threads}: a bounded pool of named platform threads. */
final class ThreadsExecutor extends ConcurrentExecutor {
  static final String ALIAS = "threads";

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private Duration keepAlive = Duration.ofMinutes(1);
  private int priority = Thread.NORM_PRIORITY;
  private boolean daemon = true;
  private String name = "";

  @Override
  protected int defaultConcurrency() {
    return Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
  }

  @Override
  protected Set<String> options() {
    return Set.of("keep-alive", "priority", "daemon", "name");
  }

  @Override
  protected void configure(ExecutorOptions options) {
    keepAlive = options.duration("keep-alive", Duration.ofMinutes(1), SHORTEST, LONGEST);
    priority =
        options.number("priority", Thread.NORM_PRIORITY, Thread.MIN_PRIORITY, Thread.MAX_PRIORITY);
    daemon = options.flag("daemon", true);
    name = options.text("name", "");
    if (!name.isEmpty()) {
      Names.checked("thread", name);
    }
  }

  @Override
  protected ExecutorService open(ExecutorContext context) {
    var queue = new HandOff();
    var pool = queue.pool(concurrency(), keepAlive.toNanos(), TimeUnit.NANOSECONDS);
    pool.setThreadFactory(threads(context.queue().name()));
    return pool;
  }

  @SuppressWarnings(
      "ThreadPriorityCheck") // the owner of the queue asked for it; nothing relies on it
  private ThreadFactory threads(String queue) {
    var prefix = name.isEmpty() ? "percheron-" + queue : name;
    return Thread.ofPlatform()
        .name(prefix + "-", 1)
        .daemon(daemon)
        .priority(priority)
        .inheritInheritableThreadLocals(false)
        .factory();
  }
}
