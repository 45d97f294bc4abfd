package dev.percheron.testkit.executor.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A pipe between threads that behaves as one between processes: an interrupt of whoever writes
 * neither closes it nor cuts what is written.
 *
 * <p>An attentive one has been heard when its writer goes on: the reader has read everything and
 * asks for more. These tests hold the clock and move it when they see a handler run, so what a
 * child has said by then must have been taken in.
 */
final class Conduit {
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(); // guarded by this
  private final boolean attentive;
  private boolean asking; // guarded by this
  private boolean closed; // guarded by this

  Conduit(boolean attentive) {
    this.attentive = attentive;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private synchronized void write(byte[] bytes, int from, int length) throws IOException {
    if (closed) {
      throw new IOException("nobody reads any more");
    }
    waiting.write(bytes, from, length);
    notifyAll();
    boolean interrupted = false;
    while (attentive && !closed && (waiting.size() > 0 || !asking)) {
      interrupted |= pause();
    }
    restore(interrupted);
  }

  private synchronized int read(byte[] bytes, int from, int length) {
    boolean interrupted = false;
    while (waiting.size() == 0 && !closed) {
      asking = true;
      notifyAll();
      interrupted |= pause();
    }
    asking = false;
    restore(interrupted);
    return taken(bytes, from, length);
  }

  private int taken(byte[] bytes, int from, int length) {
    var all = waiting.toByteArray();
    int count = Math.min(all.length, length);
    System.arraycopy(all, 0, bytes, from, count);
    waiting.reset();
    waiting.write(all, count, all.length - count);
    return count == 0 ? -1 : count;
  }

  private synchronized boolean pause() {
    try {
      wait();
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
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
