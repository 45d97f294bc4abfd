package dev.percheron.exec.process;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** The program that a child JVM runs. */
public final class Child {
  /** Whether this one is watched while it loads its classes, and so has to end in order. */
  static final String WATCHED = "percheron.watched";

  private Child() {}

  /**
   * Works on the channel that the worker has put on the descriptors 3 and 4, and ends when that
   * ends: the worker may have been killed.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    var marks = new Marks();
    marks.install();
    try (var in = new FileInputStream("/dev/fd/3");
        var out = new FileOutputStream("/dev/fd/4")) {
      new ChildLoop(in, out, new OwnJvm(marks)).run(ProcessHandle.current().pid());
    } catch (IOException e) {
      System.err.println("this program is started by a Percheron worker: " + e.getMessage());
    } finally {
      end();
    }
  }

  private static void end() {
    if (Boolean.getBoolean(WATCHED)) {
      System.exit(0); // what was seen is written on the way out; no job has run here
    }
    Runtime.getRuntime().halt(0); // a job's shutdown hooks may wait for ever
  }
}
