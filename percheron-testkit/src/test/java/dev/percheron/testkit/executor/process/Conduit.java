package dev.percheron.testkit.executor.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pipe between threads that behaves as one between processes: an interrupt of whoever writes
 * neither closes it nor cuts what is written.
 *
 * <p>An attentive one has been heard when its writer goes on: the reader has read everything and
 * asks for more. These tests hold the clock and move it when they see a handler run, so what a
 * child has said by then must have been taken in.
 */
final class Conduit {
  private final boolean attentive;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(); // guarded by lock
  private boolean asking; // guarded by lock
  private boolean closed; // guarded by lock

  Conduit(boolean attentive) {
    this.attentive = attentive;
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void write(byte[] bytes, int from, int length) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("nobody reads any more");
      }
      waiting.write(bytes, from, length);
      changed.signalAll();
      while (attentive && !closed && (waiting.size() > 0 || !asking)) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private int read(byte[] bytes, int from, int length) {
    if (length == 0) {
      return 0; // which whoever reads so many bytes asks for in the end
    }
    lock.lock();
    try {
      asking = waiting.size() == 0;
      changed.signalAll();
      while (waiting.size() == 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      asking = false;
      return taken(bytes, from, length);
    } finally {
      lock.unlock();
    }
  }

  private int taken(byte[] bytes, int from, int length) {
    var all = waiting.toByteArray();
    int count = Math.min(all.length, length);
    System.arraycopy(all, 0, bytes, from, count);
    waiting.reset();
    waiting.write(all, count, all.length - count);
    return count == 0 ? -1 : count;
  }

  OutputStream in() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        Conduit.this.write(bytes, from, length);
      }
    };
  }

  InputStream out() {
    return new InputStream() {
      @Override
      public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int from, int length) {
        return Conduit.this.read(bytes, from, length);
      }
    };
  }
}
