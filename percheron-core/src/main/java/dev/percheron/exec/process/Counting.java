package dev.percheron.exec.process;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is printed, so that a worker knows when it has had it all. */
final class Counting extends FilterOutputStream {
  private final AtomicLong count;

  Counting(OutputStream out, AtomicLong count) {
    super(out);
    this.count = count;
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
    count.incrementAndGet();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    count.addAndGet(length);
  }
}
