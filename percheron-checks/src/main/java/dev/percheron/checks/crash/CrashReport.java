package dev.percheron.checks.crash;

import dev.percheron.checks.crash.Entry.Acked;
import dev.percheron.checks.crash.Entry.Answer;
import dev.percheron.checks.crash.Entry.Answered;
import dev.percheron.checks.crash.Entry.Blow;
import dev.percheron.checks.crash.Entry.Pushing;
import dev.percheron.checks.crash.Entry.Refused;
import dev.percheron.checks.crash.Entry.Started;
import dev.percheron.checks.crash.Entry.Struck;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a run.
 *
 * @param violations broken promises; must be empty
 * @param pushed how many jobs were pushed
 * @param acked how many of these pushes returned
 * @param refused how many were refused because the store could not be reached
 * @param stored how many jobs the store holds
 * @param started how many attempts began
 * @param kills how many processes were killed
 * @param freezes how many were frozen
 * @param crashes how often the store's server was ended
 * @param cuts how often some could not reach it
 * @param lost how many attempts the store has recorded as lost
 * @param revoked how many ends came too late and were refused
 * @param overlaps how many attempts began while one under a claim that was gone still ran
 */
public record CrashReport(
    List<String> violations,
    long pushed,
    long acked,
    long refused,
    long stored,
    long started,
    long kills,
    long freezes,
    long crashes,
    long cuts,
    long lost,
    long revoked,
    long overlaps) {

  static CrashReport of(
      History history, StoreContent store, CrashSettings settings, List<String> seen) {
    var runs = new Runs(history, settings.lease());
    return new CrashReport(
        Stream.concat(
                seen.stream(), HistoryChecker.violations(history, store, settings.lease()).stream())
            .toList(),
        history.all(Pushing.class).count(),
        history.all(Acked.class).count(),
        history.all(Refused.class).count(),
        store.jobs().size(),
        history.all(Started.class).count(),
        blows(history, Blow.KILL),
        blows(history, Blow.FREEZE),
        blows(history, Blow.STOP_STORE),
        blows(history, Blow.CUT),
        lost(store),
        history.all(Answered.class).filter(one -> one.answer() == Answer.REVOKED).count(),
        new OverlapRules(runs, settings.lease()).overlaps());
  }

  private static long blows(History history, Blow blow) {
    return history.all(Struck.class).filter(struck -> struck.blow() == blow).count();
  }

  private static long lost(StoreContent store) {
    return store.jobs().stream()
        .flatMap(job -> job.attempts().stream())
        .filter(attempt -> attempt.outcome().equals("lost"))
        .count();
  }

  /** One line for people. */
  public String summary() {
    return ("%d pushed, %d acknowledged, %d refused, %d stored, %d attempts, %d kills, %d freezes,"
            + " %d crashes of the store, %d cuts, %d lost attempts, %d late ends refused, %d"
            + " overlaps under claims that were gone, %d violations")
        .formatted(
            pushed,
            acked,
            refused,
            stored,
            started,
            kills,
            freezes,
            crashes,
            cuts,
            lost,
            revoked,
            overlaps,
            violations.size());
  }
}
