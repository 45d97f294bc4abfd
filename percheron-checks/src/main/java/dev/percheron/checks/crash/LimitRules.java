package dev.percheron.checks.crash;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.percheron.checks.crash.Entry.Pushing;
import dev.percheron.checks.crash.Runs.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Never more at the same time than may be: of a queue's jobs in one worker as many as the queue's
 * concurrency, of a kind in all workers as many as its {@code maxRunning}. What runs on although
 * its claim is gone counts for its worker, where its slot is still taken, and not for all.
 */
final class LimitRules {
  private final Runs runs;
  private final Map<Long, Kind> kinds;
  private final Map<Kind, Integer> maxRunning;

  /**
   * @param maxRunning how many of a kind may run in all workers; what is missing is not limited
   */
  LimitRules(History history, Runs runs, Map<Kind, Integer> maxRunning) {
    this.runs = runs;
    this.kinds =
        history.all(Pushing.class).collect(toMap(Pushing::number, Pushing::kind, (a, b) -> a));
    this.maxRunning = maxRunning;
  }

  Stream<String> violations() {
    var known =
        runs.all().values().stream()
            .flatMap(List::stream)
            .filter(run -> kinds.containsKey(run.start().number()))
            .toList();
    return Stream.concat(perWorker(known), overAll(known));
  }

  private Stream<String> perWorker(List<Run> all) {
    record Place(long process, String queue) {}
    return all.stream()
        .collect(groupingBy(run -> new Place(run.start().process(), kind(run).queue())))
        .entrySet()
        .stream()
        .flatMap(entry ->
            tooMany(
                "process %d ran %%d jobs of queue '%s' at the same time, %%d may"
                    .formatted(entry.getKey().process(), entry.getKey().queue()),
                entry.getValue(),
                kind(entry.getValue().getFirst()).concurrency(),
                this::slotUntil));
  }

  private Stream<String> overAll(List<Run> all) {
    return all.stream()
        .filter(run -> maxRunning.containsKey(kind(run)))
        .collect(groupingBy(this::kind))
        .entrySet()
        .stream()
        .flatMap(entry ->
            tooMany(
                "%%d jobs of kind %s ran at the same time under live claims, %%d may"
                    .formatted(entry.getKey()),
                entry.getValue(),
                maxRunning.getOrDefault(entry.getKey(), Integer.MAX_VALUE),
                this::claimUntil));
  }

  private Kind kind(Run run) {
    return kinds.getOrDefault(run.start().number(), Kind.PLAIN);
  }

  private static Stream<String> tooMany(
      String sentence, List<Run> some, int may, Function<Run, Long> until) {
    int most = most(some, until);
    return most > may ? Stream.of(sentence.formatted(most, may)) : Stream.of();
  }

  /** How many ran at the worst moment; one that ends as another begins has made room for it. */
  private static int most(List<Run> some, Function<Run, Long> until) {
    record Step(long at, int change) {}
    var steps = new ArrayList<Step>();
    for (var run : some) {
      steps.add(new Step(run.start().nanos(), 1));
      steps.add(new Step(Math.max(run.start().nanos(), until.apply(run)), -1));
    }
    steps.sort(java.util.Comparator.comparingLong(Step::at).thenComparingInt(Step::change));
    int now = 0;
    int most = 0;
    for (var step : steps) {
      now += step.change();
      most = Math.max(most, now);
    }
    return most;
  }

  /** Until it ended, or its process did. */
  private long slotUntil(Run run) {
    long end = run.end().map(Entry.Ended::nanos).orElse(Long.MAX_VALUE);
    return Math.min(end, runs.killed(run.start().process()).orElse(Long.MAX_VALUE));
  }

  /** And no longer than its claim was sure to be its own. */
  private long claimUntil(Run run) {
    long process = run.start().process();
    long lost =
        runs.leasesLost(process).stream()
            .mapToLong(at -> at)
            .filter(at -> at >= run.start().nanos())
            .min()
            .orElse(Long.MAX_VALUE);
    long frozen = runs.frozenAfter(process, run.start().nanos());
    return LongStream.of(slotUntil(run), lost, frozen).min().orElse(Long.MAX_VALUE);
  }
}
