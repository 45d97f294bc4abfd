package dev.percheron.exec;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts running attempts. One word holds the count and whether the executor is closed, so a slot
 * can be taken neither above the size nor after the close, under any interleaving.
 */
final class Slots {
  private static final int CLOSED = 1 << 30; // far above every size, so the full check covers it

  private final int size;
  private final AtomicInteger taken = new AtomicInteger();

  Slots(int size) {
    this.size = size;
  }

  boolean take() {
    int now = taken.get();
    while (now < size) {
      int seen = taken.compareAndExchange(now, now + 1);
      if (seen == now) {
        return true;
      }
      now = seen;
    }
    return false;
  }

  void release() {
    taken.getAndDecrement();
  }

  void close() {
    taken.getAndUpdate(now -> now | CLOSED);
  }

  boolean isClosed() {
    return taken.get() >= CLOSED;
  }

  int size() {
    return size;
  }

  int running() {
    return taken.get() & ~CLOSED;
  }

  int free() {
    return Math.max(0, size - taken.get());
  }
}
