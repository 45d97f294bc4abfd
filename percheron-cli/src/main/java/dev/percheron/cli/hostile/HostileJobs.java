package dev.percheron.cli.hostile;

import dev.percheron.api.Handler;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Handlers that hurt the JVM that runs them. Each writes into {@code mark} which process it is in,
 * and below it what it has started, so that somebody can look whether they are gone.
 *
 * <p>All are bounded where the machine itself would suffer: threads in number, output in bytes.
 */
public final class HostileJobs {
  /** How many threads the bomb starts. */
  static final int THREADS = 500;

  /** How many bytes the flood prints. */
  static final long FLOOD = 1L << 30;

  private static final int BLOCK = 1 << 16;

  private HostileJobs() {}

  @Handler("hostile.well")
  static String well(String mark) throws IOException {
    begin(mark);
    return "well";
  }

  @Handler("hostile.exit")
  static void exit(String mark) throws IOException {
    begin(mark);
    System.out.println("about to exit");
    System.exit(7);
  }

  @Handler("hostile.halt")
  static void halt(String mark) throws IOException {
    begin(mark);
    Runtime.getRuntime().halt(9);
  }

  @Handler("hostile.heap")
  static int heap(String mark) throws IOException {
    begin(mark);
    List<byte[]> eaten = new ArrayList<>();
    while (eaten.size() < Integer.MAX_VALUE) {
      eaten.add(new byte[1 << 20]);
    }
    return eaten.size();
  }

  @Handler("hostile.loop")
  static long loop(String mark) throws IOException {
    begin(mark);
    return forEver();
  }

  private static long forEver() {
    long turns = 0;
    while (turns >= 0) {
      turns = (turns + 1) & Long.MAX_VALUE; // interrupted or not
    }
    return turns;
  }

  @Handler("hostile.deadlock")
  static void deadlock(String mark) throws IOException {
    begin(mark);
    var left = new Object();
    var right = new Object();
    var both = new CountDownLatch(2);
    Thread.ofPlatform().daemon().start(() -> embrace(right, left, both));
    embrace(left, right, both);
  }

  private static void embrace(Object first, Object second, CountDownLatch both) {
    synchronized (first) {
      both.countDown();
      awaitWhatever(both);
      synchronized (second) {
        both.countDown(); // never reached
      }
    }
  }

  /** To the address 0. */
  @SuppressWarnings("restricted") // it is to crash
  @Handler("hostile.native")
  static void crash(String mark) throws IOException {
    begin(mark);
    MemorySegment.NULL.reinterpret(8).set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
  }

  @Handler("hostile.killed")
  static void killed(String mark) throws IOException {
    begin(mark);
    new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start();
    awaitWhatever(new CountDownLatch(1));
  }

  @Handler("hostile.overflow")
  static int overflow(String mark) throws IOException {
    begin(mark);
    return deeper(1);
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static int deeper(int depth) {
    return deeper(depth + 1) + 1;
  }

  @Handler("hostile.threads")
  static void threads(String mark) throws IOException {
    begin(mark);
    var never = new CountDownLatch(1);
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform().start(() -> awaitWhatever(never));
    }
    awaitWhatever(never);
  }

  @Handler("hostile.flood")
  static void flood(String mark) throws IOException {
    begin(mark);
    var block =
        ("x".repeat(1_023) + "\n").repeat(BLOCK / 1_024).getBytes(StandardCharsets.US_ASCII);
    for (long printed = 0; printed < FLOOD; printed += block.length) {
      System.out.write(block, 0, block.length);
    }
    System.out.flush();
  }

  @Handler("hostile.streams")
  static void streams(String mark) throws IOException {
    begin(mark);
    System.in.close();
    System.out.close();
    System.err.close();
  }

  @Handler("hostile.grandchild")
  static void grandchild(String mark) throws IOException {
    var left = new ProcessBuilder("sleep", "600").start();
    Files.writeString(
        Path.of(mark), "%d\n%d\n".formatted(ProcessHandle.current().pid(), left.pid()));
    Runtime.getRuntime().halt(9);
  }

  private static void begin(String mark) throws IOException {
    Files.writeString(Path.of(mark), ProcessHandle.current().pid() + "\n");
  }

  /** Waits without heeding any interrupt. */
  private static void awaitWhatever(CountDownLatch latch) {
    for (boolean open = false; !open; ) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException e) {
        open = false; // deaf
      }
    }
  }
}
