package dev.percheron.exec.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * In a child: marks the beginning and the end of what a job has printed, which travels on another
 * pipe than its outcome. Jobs that print nothing cost no mark.
 */
final class Marks {
  private static final String SIGN = "\u0001";

  /** Before the number of an attempt; a job that prints this itself confuses only its own lines. */
  static final String BEGIN = SIGN + "percheron: printed by ";

  /** After what it has printed. */
  static final String END = SIGN + "percheron: printed" + SIGN;

  private long attempt; // guarded by this
  private boolean dirty; // guarded by this

  /** Replaces the standard streams by ones that notice. */
  void install() {
    System.setOut(noticed(FileDescriptor.out));
    System.setErr(noticed(FileDescriptor.err));
  }

  /** Without a buffer: what was printed before a crash has been printed. */
  private PrintStream noticed(FileDescriptor descriptor) {
    return new PrintStream(new Noticed(new FileOutputStream(descriptor)), true);
  }

  /** What is printed from now on is of {@code next}. */
  synchronized void begin(long next) {
    attempt = next;
  }

  /** Marks the end, if anything was printed since the last; says whether it did. */
  synchronized boolean end() {
    boolean printed = dirty;
    dirty = false;
    return printed && written(END);
  }

  private synchronized void notice() {
    if (!dirty) {
      dirty = true;
      var _ = written(BEGIN + attempt + SIGN);
    }
  }

  private static boolean written(String mark) {
    // Not closed: the descriptor is everybody's.
    var out = new FileOutputStream(FileDescriptor.err);
    try {
      out.write((mark + "\n").getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException e) {
      return false; // the job has closed it
    }
  }

  /** The number in a mark of a beginning; 0 when there is none. */
  static long number(String mark) {
    var digits = mark.substring(BEGIN.length()).replaceAll("\\D.*", "");
    return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
  }

  /** Without the marks. */
  static String stripped(String text) {
    return text.replace(END, "").replaceAll(BEGIN + "\\d+" + SIGN + "\n?", "");
  }

  private final class Noticed extends FilterOutputStream {
    Noticed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      notice();
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      notice();
      out.write(bytes, from, length);
    }
  }
}
