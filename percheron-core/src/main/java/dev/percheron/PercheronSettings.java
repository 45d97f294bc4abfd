package dev.percheron;

import dev.percheron.spi.JobExecutorProvider;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * How a {@link Percheron} is opened. Immutable; the methods return changed copies.
 *
 * @param time the clock; for stores without one of their own, and for workers
 * @param migrate whether an older schema is brought up to date when the store is opened
 * @param mostArgumentBytes the largest arguments of one job, as UTF-8; 1 MiB by default
 * @param mostResultBytes the largest result of one job, as UTF-8; 1 MiB by default
 * @param loader where executors and stores are looked for
 * @param executors executors that are not found by themselves
 */
public record PercheronSettings(
    InstantSource time,
    boolean migrate,
    int mostArgumentBytes,
    int mostResultBytes,
    ClassLoader loader,
    List<JobExecutorProvider> executors) {
  /** The system's clock, no migration of an existing schema, 1 MiB each way. */
  public static final PercheronSettings DEFAULT =
      new PercheronSettings(
          InstantSource.system(),
          false,
          1 << 20,
          1 << 20,
          PercheronSettings.class.getClassLoader(),
          List.of());

  private static final int MOST_BYTES = 32 << 20;

  /**
   * @throws IllegalArgumentException when a size is not between 1 KiB and 32 MiB
   */
  public PercheronSettings {
    check("mostArgumentBytes", mostArgumentBytes);
    check("mostResultBytes", mostResultBytes);
    executors = List.copyOf(executors);
  }

  /** With another clock. */
  public PercheronSettings time(InstantSource other) {
    return new PercheronSettings(
        other, migrate, mostArgumentBytes, mostResultBytes, loader, executors);
  }

  /** With an older schema brought up to date. */
  public PercheronSettings migrating() {
    return new PercheronSettings(time, true, mostArgumentBytes, mostResultBytes, loader, executors);
  }

  /** With arguments of at most {@code bytes}. */
  public PercheronSettings mostArgumentBytes(int bytes) {
    return new PercheronSettings(time, migrate, bytes, mostResultBytes, loader, executors);
  }

  /** With results of at most {@code bytes}. */
  public PercheronSettings mostResultBytes(int bytes) {
    return new PercheronSettings(time, migrate, mostArgumentBytes, bytes, loader, executors);
  }

  /** With executors and stores looked for in {@code other}. */
  public PercheronSettings loader(ClassLoader other) {
    return new PercheronSettings(
        time, migrate, mostArgumentBytes, mostResultBytes, other, executors);
  }

  /** With one more executor. */
  public PercheronSettings executor(JobExecutorProvider provider) {
    var more = new ArrayList<>(executors);
    more.add(provider);
    return new PercheronSettings(time, migrate, mostArgumentBytes, mostResultBytes, loader, more);
  }

  private static void check(String name, int bytes) {
    if (bytes < 1 << 10 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s is between 1 KiB and 32 MiB, was %d bytes".formatted(name, bytes));
    }
  }
}
