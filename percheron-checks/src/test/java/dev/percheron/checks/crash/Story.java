package dev.percheron.checks.crash;

import dev.percheron.api.JobState;
import dev.percheron.checks.crash.Entry.Acked;
import dev.percheron.checks.crash.Entry.Answer;
import dev.percheron.checks.crash.Entry.Answered;
import dev.percheron.checks.crash.Entry.Blow;
import dev.percheron.checks.crash.Entry.Ended;
import dev.percheron.checks.crash.Entry.LeaseLost;
import dev.percheron.checks.crash.Entry.Pushing;
import dev.percheron.checks.crash.Entry.Refused;
import dev.percheron.checks.crash.Entry.Started;
import dev.percheron.checks.crash.Entry.Struck;
import dev.percheron.checks.crash.Kind.End;
import dev.percheron.checks.crash.StoreContent.StoredAttempt;
import dev.percheron.checks.crash.StoreContent.StoredJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that is made up: a history and what the store holds, for tests of the checker. Times are in
 * milliseconds. Process 1 runs worker 1 and process 2 worker 2; the lease is 2 s.
 */
final class Story {
  private static final Duration LEASE = Duration.ofSeconds(2);

  private final List<Entry> entries = new ArrayList<>();
  private final List<StoredJob> jobs = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** Job 100 with number 1, pushed and acknowledged, run once by process 1. */
  static Story ofOneJob() {
    return new Story()
        .pushed(1, 1, 100)
        .ran(100, 1, 5, 1, 1_000, 2_000, End.RETURNED)
        .answered(100, 1, 5, Answer.SUCCEEDED, 1, 2_010)
        .stored(100, 1, Kind.PLAIN, "succeeded 1");
  }

  /** The same job, but process 1 was frozen past its lease and process 2 took over. */
  static Story ofAFreeze() {
    return new Story()
        .pushed(1, 1, 100)
        .ran(100, 1, 5, 1, 1_000, 8_000, End.STOPPED)
        .struck(Blow.FREEZE, 1, 1_500)
        .struck(Blow.THAW, 1, 7_900)
        .leaseLost(1, 7_950)
        .answered(100, 1, 5, Answer.REVOKED, 1, 8_050)
        .ran(100, 2, 6, 2, 5_000, 9_000, End.RETURNED)
        .answered(100, 2, 6, Answer.SUCCEEDED, 2, 9_010)
        .stored(100, 1, Kind.PLAIN, "lost 1", "succeeded 2");
  }

  List<String> violations() {
    var store = new StoreContent(jobs, Map.of(1L, 1L, 2L, 2L), problems);
    return HistoryChecker.violations(new History(entries), store, LEASE);
  }

  /** What a limit of so many of a kind in all workers has against it. */
  List<String> beyond(Kind kind, int most) {
    var history = new History(entries);
    return new LimitRules(history, new Runs(history, LEASE), Map.of(kind, most))
        .violations()
        .toList();
  }

  /** A job of a kind that ran in a process for a while. */
  Story ran(Kind kind, long number, long process, long from, long until) {
    return add(new Pushing(number, number, kind, History.NO_KEY))
        .add(new Started(number, number, 1, number, process, nanos(from)))
        .add(new Ended(number, 1, number, End.RETURNED, process, nanos(until)));
  }

  /** A job of a kind that began in a process, which never said that it ended. */
  Story began(Kind kind, long number, long process, long from) {
    return add(new Pushing(number, number, kind, History.NO_KEY))
        .add(new Started(number, number, 1, number, process, nanos(from)));
  }

  /** One push of a plain job without a key. */
  Story pushed(long number, long batch, long job) {
    return announced(number, batch, History.NO_KEY).acked(number, job, true);
  }

  Story announced(long number, long batch, String key) {
    return add(new Pushing(number, batch, Kind.PLAIN, key));
  }

  Story acked(long number, long job, boolean isNew) {
    return add(new Acked(number, job, isNew));
  }

  Story refused(long number) {
    return add(new Refused(number));
  }

  Story started(long job, int attempt, long claim, long process, long from) {
    return add(new Started(job, 1, attempt, claim, process, nanos(from)));
  }

  Story ran(long job, int attempt, long claim, long process, long from, long until, End end) {
    return started(job, attempt, claim, process, from)
        .add(new Ended(job, attempt, claim, end, process, nanos(until)));
  }

  Story answered(long job, int attempt, long claim, Answer answer, long process, long at) {
    return add(new Answered(job, attempt, claim, answer, process, nanos(at)));
  }

  Story struck(Blow blow, long process, long at) {
    return add(new Struck(blow, process, nanos(at)));
  }

  Story leaseLost(long process, long at) {
    return add(new LeaseLost(process, process, nanos(at)));
  }

  /** Attempts in order, each as outcome and worker: {@code "lost 1"}. */
  Story stored(long job, long number, Kind kind, String... attempts) {
    return stored(job, number, kind, kind.end(), attempts);
  }

  Story stored(long job, long number, Kind kind, JobState state, String... attempts) {
    var records = new ArrayList<StoredAttempt>();
    for (var attempt : attempts) {
      int space = attempt.indexOf(' ');
      long worker = Long.parseLong(attempt.substring(space + 1));
      records.add(new StoredAttempt(records.size() + 1, attempt.substring(0, space), worker));
    }
    return put(job, number, kind, state, records, attempts.length);
  }

  Story put(
      long job, long number, Kind kind, JobState state, List<StoredAttempt> attempts, int used) {
    var finished = Optional.of(Instant.ofEpochSecond(20)).filter(any -> state.isEnd());
    jobs.add(
        new StoredJob(
            job,
            number,
            kind,
            History.NO_KEY,
            state,
            used,
            attempts,
            Instant.ofEpochSecond(1),
            finished));
    return this;
  }

  /** A job with a unique key that stood unfinished between two seconds, and ran once. */
  Story keyed(long job, long number, long created, long finished) {
    announced(number, number, "key");
    ran(job, 1, job, 1, created * 1_000, finished * 1_000, End.RETURNED);
    jobs.add(
        new StoredJob(
            job,
            number,
            Kind.UNIQUE,
            "key",
            JobState.SUCCEEDED,
            1,
            List.of(new StoredAttempt(1, "succeeded", 1)),
            Instant.ofEpochSecond(created),
            Optional.of(Instant.ofEpochSecond(finished))));
    return this;
  }

  Story problem(String problem) {
    problems.add(problem);
    return this;
  }

  private Story add(Entry entry) {
    entries.add(entry);
    return this;
  }

  private static long nanos(long millis) {
    return millis * 1_000_000;
  }
}
