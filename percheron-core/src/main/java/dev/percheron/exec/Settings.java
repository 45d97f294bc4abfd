package dev.percheron.exec;

import dev.percheron.api.Queue;
import dev.percheron.spi.ExecutorOptions;
import java.time.Duration;
import java.util.Set;

/**
 * What every {@link ConcurrentExecutor} can be told.
 *
 * @param concurrency how many attempts at once
 * @param tokenGrace how long after the cancellation token the interrupt comes
 * @param interruptGrace how long after the interrupt the attempt is fenced
 * @param maxStuck at how many stuck threads it takes no more work
 */
record Settings(int concurrency, Duration tokenGrace, Duration interruptGrace, int maxStuck) {
  static final String TOKEN_GRACE = "token-grace";
  static final String INTERRUPT_GRACE = "interrupt-grace";
  static final String MAX_STUCK = "max-stuck";
  static final Set<String> OPTIONS = Set.of(TOKEN_GRACE, INTERRUPT_GRACE, MAX_STUCK);

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  static Settings of(Queue queue, ExecutorOptions options, int byDefault) {
    int concurrency = queue.concurrency().orElse(byDefault);
    return new Settings(
        concurrency,
        options.duration(TOKEN_GRACE, Duration.ZERO, Duration.ZERO, LONGEST),
        options.duration(INTERRUPT_GRACE, Duration.ofSeconds(1), SHORTEST, LONGEST),
        options.number(MAX_STUCK, Math.max(2, concurrency / 4), 1, Queue.MOST_CONCURRENCY));
  }
}
