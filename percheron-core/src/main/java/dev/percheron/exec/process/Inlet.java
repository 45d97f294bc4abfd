package dev.percheron.exec.process;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What comes through a pipe, buffered. To wake a thread that is parked in a read costs more than
 * all else a small job needs, so a read that follows close upon another yields a little while
 * before it parks. It grows with what really comes, never with what is announced. Used by one
 * thread at a time.
 */
final class Inlet {
  /** Takes a frame apart. */
  @FunctionalInterface
  interface Cut<T> {
    T of(byte[] buffer, int from, int length) throws IOException;
  }

  private static final int USUAL = 1 << 16;
  private static final long LIVELY = Duration.ofMillis(1).toNanos();
  private static final long SPIN = Duration.ofNanos(30_000).toNanos();

  private final InputStream in;
  private final int most;
  private byte[] buffer = new byte[USUAL];
  private int from;
  private int to;
  private long lastRead = System.nanoTime() - LIVELY;

  Inlet(InputStream in, int most) {
    this.in = in;
    this.most = most;
  }

  boolean holdsFrame() {
    return to - from >= 4 && to - from - 4 >= ByteBuffer.wrap(buffer).getInt(from);
  }

  /** The length that the next frame says it has. */
  int length() throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
      fill("the other side has gone");
    }
    await(4);
    return ByteBuffer.wrap(buffer).getInt(from);
  }

  /** Waits until {@code length} bytes are here. */
  void await(int length) throws IOException {
    while (to - from < length) {
      fill("a frame was cut");
    }
  }

  <T> T take(int length, Cut<T> cut) throws IOException {
    try {
      return cut.of(buffer, from + 4, length);
    } finally {
      from += 4 + length;
      if (from == to && buffer.length > USUAL) {
        buffer = new byte[USUAL];
        from = 0;
        to = 0;
      }
    }
  }

  private void fill(String atEnd) throws IOException {
    makeRoom();
    spin();
    int read = in.read(buffer, to, buffer.length - to);
    if (read < 0) {
      throw new EOFException(atEnd);
    }
    lastRead = System.nanoTime();
    to += read;
  }

  private void makeRoom() {
    if (to < buffer.length) {
      return;
    }
    int size = to - from;
    var larger = from > 0 ? buffer : new byte[Math.min(most, 2 * buffer.length)];
    System.arraycopy(buffer, from, larger, 0, size);
    buffer = larger;
    from = 0;
    to = size;
  }

  @SuppressWarnings("ThreadPriorityCheck") // whoever is to answer may need this very processor
  private void spin() throws IOException {
    long now = System.nanoTime();
    if (now - lastRead > LIVELY) {
      return;
    }
    while (in.available() == 0 && System.nanoTime() - now < SPIN) {
      Thread.yield();
    }
  }

  static long number(byte[] buffer, int from) {
    return ByteBuffer.wrap(buffer).getLong(from);
  }
}
