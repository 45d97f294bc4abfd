package dev.percheron.exec.process;

import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.Timer.Alarm;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an executor can start no process at the moment, and when it tries again: after a second, then
 * after twice as long each time, up to a minute. Safe for use by many threads.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final ExecutorContext context;
  private Duration pause = FIRST; // guarded by this
  private @Nullable Alarm nextTry; // guarded by this
  private boolean closed; // guarded by this
  private volatile String reason = "";

  Backoff(ExecutorContext context) {
    this.context = context;
  }

  /** Why nothing is tried now; empty when it is. */
  String reason() {
    return reason;
  }

  /** It works: the next pause is the first again. */
  synchronized void succeeded() {
    pause = FIRST;
  }

  /** It does not. Of several who say so at once the first counts. */
  void failed(String why) {
    synchronized (this) {
      if (closed || nextTry != null) {
        return;
      }
      reason = why;
      nextTry = context.timer().after(pause, this::tryAgain);
      var twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
    context.notices().changed();
  }

  private void tryAgain() {
    synchronized (this) {
      nextTry = null;
      reason = "";
    }
    context.notices().changed();
  }

  /** Nothing is tried any more. */
  void close() {
    Alarm alarm;
    synchronized (this) {
      closed = true;
      alarm = nextTry;
      nextTry = null;
    }
    if (alarm != null) {
      alarm.stop();
    }
  }
}
