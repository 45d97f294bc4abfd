package dev.percheron.checks.crash;

import dev.percheron.checks.crash.Entry.Answered;
import dev.percheron.checks.crash.Entry.Ended;
import dev.percheron.checks.crash.Entry.LeaseLost;
import dev.percheron.checks.crash.Entry.Started;
import dev.percheron.checks.crash.Entry.Struck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The history by job: each call of a handler with its end and what was answered because of it. */
final class Runs {
  /**
   * One call of a handler.
   *
   * @param start its beginning
   * @param end its end; empty when its process died first
   * @param answer what the store said; empty when nobody heard it
   */
  record Run(Started start, Optional<Ended> end, Optional<Answered> answer) {
    /** Whether the store is known to have taken its end as an attempt. */
    boolean counted() {
      return answer.filter(told -> told.answer().counts()).isPresent();
    }

    boolean isOverBefore(Run other) {
      return end.filter(mine -> mine.nanos() <= other.start().nanos()).isPresent();
    }

    /** Shortly, for messages. */
    String shown() {
      return "attempt %d under claim %d in process %d"
          .formatted(start.attempt(), start.claim(), start.process());
    }
  }

  /** A thread that is due may wait this long for a processor on a busy machine. */
  private static final Duration AT_THE_LATEST = Duration.ofSeconds(1);

  /** A span of time in which a process could not act. */
  private record Freeze(long from, long until) {}

  private record Key(long job, long claim) {}

  private final Map<Long, List<Run>> byJob = new HashMap<>();
  private final Map<Long, Long> killed = new HashMap<>();
  private final Map<Long, List<Freeze>> frozen = new HashMap<>();
  private final Map<Long, List<Long>> leasesLost = new HashMap<>();
  private final long leaseNanos;

  Runs(History history, Duration lease) {
    this.leaseNanos = lease.toNanos();
    var ends = new HashMap<Key, Ended>();
    var answers = new HashMap<Key, Answered>();
    history.all(Ended.class).forEach(end -> ends.put(new Key(end.job(), end.claim()), end));
    history
        .all(Answered.class)
        .forEach(answer -> answers.put(new Key(answer.job(), answer.claim()), answer));
    history.all(Started.class).forEach(start -> add(start, ends, answers));
    byJob.values().forEach(runs -> runs.sort(Comparator.comparingLong(run -> run.start().claim())));
    history
        .all(LeaseLost.class)
        .forEach(lost ->
            leasesLost.computeIfAbsent(lost.process(), any -> new ArrayList<>()).add(lost.nanos()));
    history.all(Struck.class).forEach(this::add);
  }

  private void add(Started start, Map<Key, Ended> ends, Map<Key, Answered> answers) {
    var key = new Key(start.job(), start.claim());
    byJob
        .computeIfAbsent(start.job(), any -> new ArrayList<>())
        .add(
            new Run(
                start, Optional.ofNullable(ends.get(key)), Optional.ofNullable(answers.get(key))));
  }

  private void add(Struck struck) {
    switch (struck.blow()) {
      case KILL -> killed.put(struck.process(), struck.nanos());
      case FREEZE -> freezes(struck).add(new Freeze(struck.nanos(), Long.MAX_VALUE));
      case THAW ->
          freezes(struck).add(new Freeze(freezes(struck).removeLast().from(), struck.nanos()));
      // no excuse: a worker that cannot reach the store notices in time that its lease is gone
      case STOP_STORE, START_STORE, CUT, MEND -> {}
    }
  }

  private List<Freeze> freezes(Struck struck) {
    return frozen.computeIfAbsent(struck.process(), any -> new ArrayList<>());
  }

  /** The calls for a job, by claim. */
  List<Run> of(long job) {
    return byJob.getOrDefault(job, List.of());
  }

  /** All of them, by job. */
  Map<Long, List<Run>> all() {
    return byJob;
  }

  /** When a process was killed. */
  OptionalLong killed(long process) {
    var at = killed.get(process);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** When the worker of a process noticed that its lease was gone. */
  List<Long> leasesLost(long process) {
    return leasesLost.getOrDefault(process, List.of());
  }

  /** Whether a process was frozen at some time between two moments. */
  boolean wasFrozen(long process, long from, long until) {
    return frozen.getOrDefault(process, List.of()).stream()
        .anyMatch(freeze -> freeze.from() <= until && freeze.until() >= from);
  }

  /** When a process was frozen that runs at a moment, or is just frozen; never if it is not. */
  long frozenAfter(long process, long moment) {
    return frozen.getOrDefault(process, List.of()).stream()
        .filter(freeze -> freeze.until() >= moment)
        .mapToLong(freeze -> Math.max(freeze.from(), moment))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Whether anything ever happened to a process that may cost it its lease. */
  boolean wasEverStruck(long process) {
    return killed.containsKey(process)
        || frozen.containsKey(process)
        || leasesLost.containsKey(process);
  }

  /**
   * Whether the claim of a call may have been taken over by the time another one began: its process
   * had been killed, or frozen, or had noticed that its lease was gone – by then, not later:
   * whoever is cut off from the store is alive and must stop before others may go on.
   */
  boolean mayHaveBeenTakenOver(Run run, Run later) {
    long process = run.start().process();
    long until = later.start().nanos();
    long from = Math.min(run.start().nanos(), until) - leaseNanos;
    return killed(process).orElse(Long.MAX_VALUE) <= until
        || wasFrozen(process, from, until)
        || leasesLost(process).stream()
            .anyMatch(at -> at >= from && at <= until + AT_THE_LATEST.toNanos());
  }
}
