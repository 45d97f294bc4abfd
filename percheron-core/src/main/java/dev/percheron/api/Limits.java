package dev.percheron.api;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one attempt may use. A limit is a promise: a queue whose executor cannot enforce it refuses
 * the job when it is pushed.
 *
 * @param time wall-clock time from the real start of the handler; 1 ms to 366 days
 * @param memory bytes of memory; at least 1 MiB
 * @param cpu processor time; 1 ms to 366 days
 */
public record Limits(Optional<Duration> time, OptionalLong memory, Optional<Duration> cpu) {
  /** No limits. */
  public static final Limits NONE =
      new Limits(Optional.empty(), OptionalLong.empty(), Optional.empty());

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final long LEAST_MEMORY = 1L << 20;

  /**
   * @throws IllegalArgumentException when a limit is out of its range
   */
  public Limits {
    time.ifPresent(value -> checkDuration("time", value));
    cpu.ifPresent(value -> checkDuration("CPU time", value));
    memory.ifPresent(Limits::checkMemory);
  }

  /** The same limits with {@code value} as the limit of wall-clock time. */
  public Limits time(Duration value) {
    return new Limits(Optional.of(value), memory, cpu);
  }

  /** The same limits with {@code bytes} as the limit of memory. */
  public Limits memory(long bytes) {
    return new Limits(time, OptionalLong.of(bytes), cpu);
  }

  /** The same limits with {@code value} as the limit of processor time. */
  public Limits cpu(Duration value) {
    return new Limits(time, memory, Optional.of(value));
  }

  /** What an executor must be able to do to keep these limits. */
  public Set<Capability> needs() {
    var needs = EnumSet.noneOf(Capability.class);
    time.ifPresent(value -> needs.add(Capability.TIME_LIMIT));
    memory.ifPresent(value -> needs.add(Capability.MEMORY_LIMIT));
    cpu.ifPresent(value -> needs.add(Capability.CPU_LIMIT));
    return needs;
  }

  private static void checkDuration(String kind, Duration value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a %s limit is between 1 ms and 366 days, was %s".formatted(kind, value));
    }
  }

  private static void checkMemory(long bytes) {
    if (bytes < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "a memory limit is at least 1 MiB (1048576 bytes), was " + bytes + " bytes");
    }
  }
}
