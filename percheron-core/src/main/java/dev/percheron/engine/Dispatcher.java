package dev.percheron.engine;

import dev.percheron.api.Failure;
import dev.percheron.api.JobEvent;
import dev.percheron.api.JobEventListener;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls one listener for one event after the other. The buffer is bounded: a listener that is too
 * slow misses events, and nobody waits for it.
 */
final class Dispatcher {
  private static final int BUFFER = 16_384;

  private final JobEventListener listener;
  private final Events events;
  private final BlockingQueue<JobEvent> buffer = new ArrayBlockingQueue<>(BUFFER);
  private final AtomicLong missed = new AtomicLong();
  private final Loop loop;

  Dispatcher(JobEventListener listener, Events events) {
    this.listener = listener;
    this.events = events;
    this.loop = Loop.every("listener", Duration.ofSeconds(1), this::deliver, events);
  }

  void start() {
    loop.start();
  }

  void offer(JobEvent event) {
    if (!buffer.offer(event)) {
      missed.incrementAndGet();
    }
    loop.wake();
  }

  int deliver() {
    tellMissed();
    int delivered = 0;
    for (var event = buffer.poll(); event != null; event = buffer.poll()) {
      call(event);
      delivered++;
    }
    return delivered;
  }

  void stop() {
    loop.stop();
  }

  /** Waits for the thread, then delivers what is left, unless the listener blocks. */
  void join(Duration patience) {
    try {
      if (loop.join(patience)) {
        deliver();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(JobEvent event) {
    try {
      listener.on(event);
    } catch (Throwable e) { // user code: its failure is its own
      events.warn("a listener threw " + Failure.of(e).summary());
    }
  }

  private void tellMissed() {
    long count = missed.getAndSet(0);
    if (count > 0) {
      events.warn("a listener is too slow and missed " + count + " events");
    }
  }
}
