package dev.percheron.checks.crash;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.percheron.api.JobState;
import dev.percheron.checks.crash.Entry.Answer;
import dev.percheron.checks.crash.Entry.Started;
import dev.percheron.checks.crash.Kind.End;
import dev.percheron.checks.crash.Runs.Run;
import dev.percheron.checks.crash.StoreContent.StoredAttempt;
import dev.percheron.checks.crash.StoreContent.StoredJob;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Attempts add up: what the store counts is what the handlers saw, and the other way round. */
final class AttemptRules {
  private static final String LOST = "lost";

  private record Place(long job, long claim) {}

  private final History history;
  private final StoreContent store;
  private final Runs runs;

  AttemptRules(History history, StoreContent store, Runs runs) {
    this.history = history;
    this.store = store;
    this.runs = runs;
  }

  Stream<String> violations() {
    return Stream.concat(
        twiceUnderOneClaim(), store.jobs().stream().flatMap(job -> of(job, runs.of(job.job()))));
  }

  /** The promise itself: a claim starts a job once. */
  private Stream<String> twiceUnderOneClaim() {
    return history
        .all(Started.class)
        .collect(groupingBy(start -> new Place(start.job(), start.claim()), counting()))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() > 1)
        .map(entry ->
            "job %d was started %d times under claim %d"
                .formatted(entry.getKey().job(), entry.getValue(), entry.getKey().claim()));
  }

  private Stream<String> of(StoredJob job, List<Run> calls) {
    return Stream.of(
            misnumbered(job),
            shrinking(job, calls),
            beyond(job, calls),
            tooMany(job),
            job.attempts().stream().flatMap(attempt -> unexplained(job, attempt, calls)),
            withoutSuccess(job, calls),
            goingOn(job, calls))
        .flatMap(found -> found);
  }

  private static Stream<String> misnumbered(StoredJob job) {
    var numbers = job.attempts().stream().map(StoredAttempt::number).toList();
    var wanted = IntStream.rangeClosed(1, job.used()).boxed().toList();
    return numbers.equals(wanted)
        ? Stream.of()
        : Stream.of(
            "job %d has used %d attempts and keeps %s".formatted(job.job(), job.used(), numbers));
  }

  /** A number comes back only when the attempt that had it before was not counted. */
  private Stream<String> shrinking(StoredJob job, List<Run> calls) {
    return IntStream.range(1, calls.size())
        .filter(i -> isShrinking(calls.get(i - 1), calls.get(i)))
        .mapToObj(i ->
            "job %d: %s is followed by %s"
                .formatted(job.job(), calls.get(i - 1).shown(), calls.get(i).shown()));
  }

  private boolean isShrinking(Run before, Run after) {
    int step = after.start().attempt() - before.start().attempt();
    return step < 0 || (step == 0 && !isUncounted(before, after));
  }

  private boolean isUncounted(Run before, Run after) {
    boolean stopped = before.end().filter(end -> end.end() == End.STOPPED).isPresent();
    return !before.counted() && (stopped || runs.mayHaveBeenTakenOver(before, after));
  }

  private static Stream<String> beyond(StoredJob job, List<Run> calls) {
    return calls.stream()
        .filter(run -> run.start().attempt() < 1 || run.start().attempt() > job.used())
        .map(run ->
            "job %d has used %d attempts, and there was %s"
                .formatted(job.job(), job.used(), run.shown()));
  }

  private static Stream<String> tooMany(StoredJob job) {
    return job.used() > job.kind().maxAttempts()
        ? Stream.of(
            "job %d has used %d attempts, its policy allows %d"
                .formatted(job.job(), job.used(), job.kind().maxAttempts()))
        : Stream.of();
  }

  private Stream<String> unexplained(StoredJob job, StoredAttempt attempt, List<Run> calls) {
    boolean explained =
        attempt.outcome().equals(LOST)
            ? runs.wasEverStruck(store.processes().getOrDefault(attempt.worker(), -1L))
            : calls.stream().anyMatch(run -> explains(job, attempt, run));
    return explained
        ? Stream.of()
        : Stream.of(
            "job %d: nothing explains that attempt %d, by worker %d, is stored as %s"
                .formatted(job.job(), attempt.number(), attempt.worker(), attempt.outcome()));
  }

  /** By number, process and end. */
  private boolean explains(StoredJob job, StoredAttempt attempt, Run run) {
    var process = Optional.ofNullable(store.processes().get(attempt.worker()));
    return run.start().attempt() == attempt.number()
        && process.filter(number -> number == run.start().process()).isPresent()
        && run.end().filter(end -> matches(job, attempt, end.end())).isPresent();
  }

  private static boolean matches(StoredJob job, StoredAttempt attempt, End end) {
    return switch (end) {
      case RETURNED -> attempt.outcome().equals("succeeded");
      case THREW -> attempt.outcome().equals("failed") && job.kind().fails(attempt.number());
      case STOPPED -> false;
    };
  }

  private static Stream<String> withoutSuccess(StoredJob job, List<Run> calls) {
    boolean wanted = job.state() == JobState.SUCCEEDED;
    boolean had =
        calls.stream()
            .anyMatch(run -> run.end().filter(end -> end.end() == End.RETURNED).isPresent());
    return wanted && !had
        ? Stream.of("job %d is stored as succeeded, and no attempt returned".formatted(job.job()))
        : Stream.of();
  }

  /** The answer SUCCEEDED or FAILED is the last word: nothing starts under a later claim. */
  private static Stream<String> goingOn(StoredJob job, List<Run> calls) {
    return calls.stream()
        .filter(run -> run.answer().filter(told -> isFinal(told.answer())).isPresent())
        .filter(run -> run.start().claim() < calls.getLast().start().claim())
        .map(run ->
            "job %d had ended with %s, and there was %s"
                .formatted(job.job(), run.shown(), calls.getLast().shown()));
  }

  private static boolean isFinal(Answer answer) {
    return answer == Answer.SUCCEEDED || answer == Answer.FAILED;
  }
}
