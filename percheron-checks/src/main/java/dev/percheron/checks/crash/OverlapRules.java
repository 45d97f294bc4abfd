package dev.percheron.checks.crash;

import dev.percheron.checks.crash.Runs.Run;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two attempts of one job run at the same time only when the claim of the earlier one was gone: its
 * process had been killed, frozen past its lease, or had noticed that it lost it. What such an
 * attempt says at its end has no effect, and it is stopped.
 */
final class OverlapRules {
  /** Within this time after it lost its lease a worker has stopped what it ran. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Runs runs;
  private final long leaseNanos;

  OverlapRules(Runs runs, Duration lease) {
    this.runs = runs;
    this.leaseNanos = lease.toNanos();
  }

  Stream<String> violations() {
    return runs.all().values().stream().flatMap(this::of);
  }

  /** How many attempts overlapped because the earlier one's claim was gone. */
  long overlaps() {
    return runs.all().values().stream().flatMap(OverlapRules::overlapping).count();
  }

  private Stream<String> of(List<Run> calls) {
    return Stream.concat(
        overlapping(calls).flatMap(pair -> wrong(pair.getFirst(), pair.getLast())),
        calls.stream().filter(this::goesOnWithoutLease).map(OverlapRules::lateTold));
  }

  private static Stream<List<Run>> overlapping(List<Run> calls) {
    return calls.stream()
        .flatMap(earlier ->
            calls.stream()
                .filter(later -> later.start().claim() > earlier.start().claim())
                .filter(later -> !earlier.isOverBefore(later))
                .map(later -> List.of(earlier, later)));
  }

  private Stream<String> wrong(Run earlier, Run later) {
    if (!runs.mayHaveBeenTakenOver(earlier, later)) {
      return Stream.of(
          "job %d: %s was running under a live claim when %s began"
              .formatted(earlier.start().job(), earlier.shown(), later.shown()));
    } else if (earlier.counted()) {
      return Stream.of(
          "job %d: %s was written although %s had begun before it ended"
              .formatted(earlier.start().job(), earlier.shown(), later.shown()));
    }
    return Stream.of();
  }

  /** Unless the process was struck meanwhile: it could not act then. */
  private boolean goesOnWithoutLease(Run run) {
    long process = run.start().process();
    return runs.leasesLost(process).stream()
        .filter(at -> run.start().nanos() < at)
        .map(at -> at + PATIENCE.toNanos())
        .filter(late -> run.end().map(end -> end.nanos() > late).orElse(true))
        .filter(late -> runs.killed(process).orElse(Long.MAX_VALUE) > late)
        .anyMatch(late -> !runs.wasFrozen(process, late - PATIENCE.toNanos() - leaseNanos, late));
  }

  private static String lateTold(Run run) {
    return "job %d: %s went on for %d s after its worker had lost its lease"
        .formatted(run.start().job(), run.shown(), PATIENCE.toSeconds());
  }
}
