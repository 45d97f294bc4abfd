package dev.percheron.exec.process;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;

/** The program that a child JVM runs. */
public final class Child {
  private Child() {}

  /**
   * Works on the channel that the worker has put on the descriptors 3 and 4, and ends when that
   * ends: the worker may have been killed.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    var printed = new AtomicLong();
    System.setOut(counted(FileDescriptor.out, printed));
    System.setErr(counted(FileDescriptor.err, printed));
    try (var in = new FileInputStream("/dev/fd/3");
        var out = new FileOutputStream("/dev/fd/4")) {
      new ChildLoop(in, out, printed::get).run(ProcessHandle.current().pid());
    } catch (IOException e) {
      System.err.println("this program is started by a Percheron worker: " + e.getMessage());
    } finally {
      // Not exit: a job's shutdown hooks may wait for ever.
      Runtime.getRuntime().halt(0);
    }
  }

  /** Without a buffer: what was printed before a crash has been printed. */
  private static PrintStream counted(FileDescriptor descriptor, AtomicLong printed) {
    return new PrintStream(new Counting(new FileOutputStream(descriptor), printed), true);
  }
}
