package dev.percheron.exec.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Reads what processes use, where Linux shows it. */
final class ProcUsage {
  private static final Path PROC = Path.of("/proc");
  private static final long PAGE = 4_096; // of x86-64, and of all ARM that Percheron is run on
  private static final long TICKS = 100; // a second; USER_HZ, the same on every Linux
  private static final int RESIDENT = 1; // in statm
  private static final int USER_TIME = 11; // in stat, counted after the name
  private static final int TIMES = 4; // user and system, its own and that of children waited for

  private ProcUsage() {}

  /** Whether it can be read here. */
  static boolean isHere() {
    return Files.isReadable(PROC.resolve("self/statm"));
  }

  static Usage of(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(each -> ofOne(each.pid()))
        .reduce(Usage.NONE, ProcUsage::sum);
  }

  private static Usage sum(Usage a, Usage b) {
    return new Usage(a.memory() + b.memory(), a.cpu().plus(b.cpu()));
  }

  private static Usage ofOne(long pid) {
    var folder = PROC.resolve(Long.toString(pid));
    try {
      return new Usage(memory(folder), cpu(folder));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return Usage.NONE; // it has ended meanwhile
    }
  }

  private static long memory(Path folder) throws IOException {
    return Long.parseLong(Files.readString(folder.resolve("statm")).split(" ", -1)[RESIDENT])
        * PAGE;
  }

  private static Duration cpu(Path folder) throws IOException {
    var stat = Files.readString(folder.resolve("stat"));
    var fields =
        stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1); // a name may have anything
    long ticks = 0;
    for (int i = 0; i < TIMES; i++) {
      ticks += Long.parseLong(fields[USER_TIME + i]);
    }
    return Duration.ofMillis(ticks * 1_000 / TICKS);
  }
}
