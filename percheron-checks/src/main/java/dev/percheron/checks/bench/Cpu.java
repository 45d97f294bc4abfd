package dev.percheron.checks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Processor time as Linux counts it in {@code /proc/PID/stat} (man 5 proc_pid_stat), in ticks of a
 * hundredth of a second.
 */
final class Cpu {
  private static final Duration TICK = Duration.ofMillis(10);
  private static final int USER = 11; // counted after the name, which may hold spaces

  private Cpu() {}

  /** What one process has used. */
  static Duration of(ProcessHandle process) {
    return TICK.multipliedBy(sum(process, 2));
  }

  /** What it and all its children have used, those that have ended included. */
  static Duration ofAll(ProcessHandle process) {
    long children = process.children().mapToLong(child -> sum(child, 2)).sum();
    return TICK.multipliedBy(sum(process, 4) + children);
  }

  /** Of the four times: its own user and system, then those of children that have ended. */
  private static long sum(ProcessHandle process, int fields) {
    try {
      var stat = Files.readString(Path.of("/proc/%d/stat".formatted(process.pid())));
      var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long sum = 0;
      for (int i = USER; i < USER + fields; i++) {
        sum += Long.parseLong(words[i]);
      }
      return sum;
    } catch (NoSuchFileException e) {
      return 0; // it has just ended: its parent has its time now
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
