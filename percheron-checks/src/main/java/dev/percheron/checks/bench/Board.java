package dev.percheron.checks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * What jobs tell when they run: how many have run, and when the first one began. A file that all
 * processes of a bench have in their memory, so that telling costs no more than a counter. Times
 * are {@link System#nanoTime()}, which the processes of one machine share. Thread-safe.
 */
final class Board {
  /** Names the file to the processes of workers. */
  static final String PROPERTY = "percheron.bench.board";

  private static final long RUN = 0;
  private static final long FIRST = 64; // on a cache line of its own
  private static final long SIZE = 128;
  private static final VarHandle SLOT = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;

  private Board(MemorySegment memory) {
    this.memory = memory;
  }

  static Board open(Path file) {
    try (var channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      return new Board(channel.map(MapMode.READ_WRITE, 0, SIZE, Arena.global()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one of this process, for handlers that nothing can be handed to. */
  static Board ofThisProcess() {
    return Held.BOARD;
  }

  /** Nothing has run. */
  void clear() {
    SLOT.setVolatile(memory, FIRST, 0L);
    SLOT.setVolatile(memory, RUN, 0L);
  }

  /** Jobs run now. */
  void ran(long jobs) {
    if ((long) SLOT.getVolatile(memory, FIRST) == 0) {
      SLOT.compareAndSet(memory, FIRST, 0L, System.nanoTime());
    }
    SLOT.getAndAdd(memory, RUN, jobs);
  }

  /** How many have run. */
  long jobs() {
    return (long) SLOT.getVolatile(memory, RUN);
  }

  /** When the first one began. */
  long firstNanos() {
    return (long) SLOT.getVolatile(memory, FIRST);
  }

  /** Waits until so many have run. */
  void await(long jobs, long nanosAtMost) {
    long end = System.nanoTime() + nanosAtMost;
    while (jobs() < jobs) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("%d of %d jobs have run".formatted(jobs(), jobs));
      }
      LockSupport.parkNanos(500_000);
    }
  }

  private static final class Held {
    static final Board BOARD = open(Path.of(System.getProperty(PROPERTY)));
  }
}
