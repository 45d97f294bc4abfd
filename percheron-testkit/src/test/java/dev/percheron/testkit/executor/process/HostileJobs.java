package dev.percheron.testkit.executor.process;

import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Jobs that do what jobs should not. */
public final class HostileJobs {
  private HostileJobs() {}

  @Handler("good")
  static String good(JobContext context, String name) {
    context.log("hello from job " + context.attempt().job());
    context.progress(1, 2);
    context.metadata("greeted", name);
    return "hello " + name;
  }

  /** The folder that it works in. */
  @Handler("where")
  static String where() {
    return System.getProperty("user.dir");
  }

  /** How often the initialiser has run. */
  @Handler("initialised")
  static int initialised() {
    return Initialisers.Counting.count();
  }

  /** MiB of heap. */
  @Handler("heap")
  static long heap() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  /** What its JVM was started with. */
  @Handler("command.line")
  static String commandLine() {
    return ProcessHandle.current().info().commandLine().orElse("");
  }

  @Handler("failing")
  static void failing() throws IOException {
    throw new IOException("mine alone", new IllegalStateException("underneath"));
  }

  @Handler("exits")
  static void exits(JobContext context, int code) {
    context.metadata("reached", "the exit");
    System.out.println("about to exit");
    System.exit(code);
  }

  @Handler("halts")
  static void halts(int code) {
    Runtime.getRuntime().halt(code);
  }

  @Handler("eats.heap")
  static int eatsHeap() {
    List<byte[]> eaten = new ArrayList<>();
    while (eaten.size() < Integer.MAX_VALUE) {
      eaten.add(new byte[1 << 20]);
    }
    return eaten.size();
  }

  /** Memory that no heap bounds. */
  @Handler("eats.memory")
  static long eatsMemory(String ready) throws IOException {
    mark(ready);
    long eaten = 0;
    while (eaten < 2_000) {
      Arena.global().allocate(1 << 20).fill((byte) 1);
      eaten++;
    }
    return spins(ready + ".spinning");
  }

  @Handler("spins")
  static long spins(String ready) throws IOException {
    mark(ready);
    long turns = 0;
    while (!Thread.currentThread().isInterrupted() || turns >= 0) {
      turns = (turns + 1) & Long.MAX_VALUE; // for ever, interrupted or not
    }
    return turns;
  }

  @Handler("waits")
  static void waits(String ready) throws IOException, InterruptedException {
    mark(ready);
    new Object() {
      synchronized void forEver() throws InterruptedException {
        while (true) {
          wait();
        }
      }
    }.forEver();
  }

  @SuppressWarnings("restricted") // it is to crash
  @Handler("crashes")
  static byte crashes() {
    return MemorySegment.ofAddress(8).reinterpret(8).get(ValueLayout.JAVA_BYTE, 0);
  }

  @Handler("leaves.process")
  static void leavesProcess(String ready) throws IOException {
    var left = new ProcessBuilder("sleep", "600").start();
    Files.writeString(Path.of(ready), left.pid() + "\n");
    spins(ready + ".spinning");
  }

  @Handler("prints")
  static void prints() {
    System.out.println("printed out");
    System.err.println("printed err");
  }

  private static void mark(String file) throws IOException {
    Files.writeString(Path.of(file), ProcessHandle.current().pid() + "\n");
  }
}
