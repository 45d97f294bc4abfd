package dev.percheron.exec;

import dev.percheron.api.Attempt;
import dev.percheron.exec.ConcurrentExecutor.HandlerCall;
import dev.percheron.spi.ExecutorContext;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Notices a handler that holds the loop's thread. One alarm looks again and again while the loop is
 * busy, at most once in each {@code slowAfter}; a call itself costs no alarm.
 */
final class BlockWatch {
  private static final class Held {
    final Attempt attempt;
    final Instant since;
    final Thread thread = Thread.currentThread();
    volatile boolean reported;

    Held(Attempt attempt, Instant since) {
      this.attempt = attempt;
      this.since = since;
    }
  }

  private final ExecutorContext context;
  private final Duration slowAfter;
  private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
  private final AtomicBoolean looking = new AtomicBoolean();

  BlockWatch(ExecutorContext context, Duration slowAfter) {
    this.context = context;
    this.slowAfter = slowAfter;
  }

  @Nullable Object during(Attempt attempt, HandlerCall handler) throws Throwable {
    var mine = new Held(attempt, context.time().instant());
    held.set(mine);
    lookIn(slowAfter);
    try {
      return handler.invoke();
    } finally {
      // Not a plain set: this thread may be stuck and late, and another's call may stand there.
      held.compareAndSet(mine, null);
    }
  }

  private void lookIn(Duration delay) {
    if (looking.compareAndSet(false, true)) {
      context.timer().after(delay, this::look);
    }
  }

  private void look() {
    looking.set(false);
    var now = held.get(); // after the flag is down, so that a call that found it up is seen here
    if (now != null && !now.reported) {
      look(now);
    }
  }

  private void look(Held now) {
    var soFar = Duration.between(now.since, context.time().instant());
    if (soFar.compareTo(slowAfter) < 0) {
      lookIn(slowAfter.minus(soFar));
    } else {
      report(now, soFar);
    }
  }

  private void report(Held now, Duration soFar) {
    var stack = Stacks.of(now.thread);
    now.reported = true;
    if (held.get() == now) { // else it has just ended, and the stack may be another's
      context.notices().blocking(now.attempt, soFar, stack);
    }
  }
}
