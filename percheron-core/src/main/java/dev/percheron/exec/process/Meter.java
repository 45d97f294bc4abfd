package dev.percheron.exec.process;

import dev.percheron.api.Durations;
import dev.percheron.api.Failure;
import dev.percheron.api.Limits;
import dev.percheron.spi.Timer;
import dev.percheron.spi.Timer.Alarm;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures what an attempt uses, fifty times a second, and tells once when it is more than its
 * limit; where the system can bound memory itself, it is asked to, as well. Made only for attempts
 * with a limit.
 *
 * <p>The memory of an attempt is what its child has resident beyond what it had when it was ready,
 * less an allowance for the code that a JVM compiles as it goes.
 */
final class Meter {
  static final String MEMORY = "percheron.MemoryLimit";
  static final String CPU = "percheron.CpuLimit";

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final long ALLOWANCE = 32L << 20;
  private static final long MEBI = 1L << 20;

  private final Limits limits;
  private final ChildLink link;
  private final Timer timer;
  private final Usage atReady;
  private final Usage atStart;
  private final Consumer<Failure> broken;
  private @Nullable Alarm alarm; // guarded by this
  private boolean over; // guarded by this

  Meter(Limits limits, ChildLink link, Usage atReady, Timer timer, Consumer<Failure> broken) {
    this.limits = limits;
    this.link = link;
    this.timer = timer;
    this.atReady = atReady;
    this.atStart = link.usage();
    this.broken = broken;
  }

  static boolean isNeeded(Limits limits) {
    return limits.memory().isPresent() || limits.cpu().isPresent();
  }

  void start() {
    limits.memory().ifPresent(limit -> link.bound(limit + ALLOWANCE)); // besides measuring it
    next();
  }

  private synchronized void next() {
    if (!over) {
      alarm = timer.after(PAUSE, this::sample);
    }
  }

  private void sample() {
    var failure = failure(link.usage());
    failure.ifPresent(broken);
    if (failure.isEmpty()) {
      next();
    }
  }

  private Optional<Failure> failure(Usage now) {
    long memory = Math.max(0, now.memory() - atReady.memory() - ALLOWANCE);
    var cpu = now.cpu().minus(atStart.cpu());
    if (limits.memory().isPresent() && memory > limits.memory().getAsLong()) {
      return Optional.of(overMemory(now.memory(), limits.memory().getAsLong()));
    }
    return limits.cpu().filter(limit -> cpu.compareTo(limit) > 0).map(limit -> overCpu(cpu, limit));
  }

  private Failure overMemory(long resident, long limit) {
    return Failure.of(
        MEMORY,
        "it used %d MiB, its memory limit is %d MiB (its process has %d MiB resident, of which %d MiB are not counted)"
            .formatted(
                (resident - atReady.memory() - ALLOWANCE) / MEBI,
                limit / MEBI,
                resident / MEBI,
                (atReady.memory() + ALLOWANCE) / MEBI));
  }

  private static Failure overCpu(Duration used, Duration limit) {
    return Failure.of(
        CPU,
        "it used %s of processor time, its limit is %s"
            .formatted(Durations.shown(used), Durations.shown(limit)));
  }

  void stop() {
    Alarm last;
    synchronized (this) {
      over = true;
      last = alarm;
    }
    if (last != null) {
      last.stop();
    }
    if (limits.memory().isPresent()) {
      link.unbound();
    }
  }
}
