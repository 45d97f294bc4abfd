package dev.percheron.exec.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * In a child: marks the end of what a job has printed, which travels on another pipe than its
 * outcome. Jobs that print nothing cost no mark.
 */
final class Marks {
  /** A job that prints this itself confuses only where its own lines end. */
  static final String MARK = "\u0001percheron: printed\u0001";

  private final AtomicBoolean dirty = new AtomicBoolean();

  /** Replaces the standard streams by ones that notice. */
  void install() {
    System.setOut(noticed(FileDescriptor.out));
    System.setErr(noticed(FileDescriptor.err));
  }

  /** Without a buffer: what was printed before a crash has been printed. */
  private PrintStream noticed(FileDescriptor descriptor) {
    return new PrintStream(new Noticed(new FileOutputStream(descriptor)), true);
  }

  /** Marks the end, if anything was printed since the last; says whether it did. */
  boolean mark() {
    boolean printed = dirty.getAndSet(false);
    return printed && written();
  }

  private static boolean written() {
    // Not closed: the descriptor is everybody's.
    var out = new FileOutputStream(FileDescriptor.err);
    try {
      out.write((MARK + "\n").getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException e) {
      return false; // the job has closed it
    }
  }

  private final class Noticed extends FilterOutputStream {
    Noticed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      dirty.set(true);
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      dirty.set(true);
      out.write(bytes, from, length);
    }
  }
}
