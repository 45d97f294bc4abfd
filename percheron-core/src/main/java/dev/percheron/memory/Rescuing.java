package dev.percheron.memory;

import dev.percheron.api.AttemptRecord;
import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Settlement;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.LostJob;
import dev.percheron.spi.Rescued;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes jobs from workers that are gone. Guarded by the store's lock. */
final class Rescuing {
  private record Loss(StoredJob job, Rescued rescued) {}

  private final Leases leases;
  private final Claims claims;
  private final Verdicts verdicts;

  Rescuing(Leases leases, Claims claims, Verdicts verdicts) {
    this.leases = leases;
    this.claims = claims;
    this.verdicts = verdicts;
  }

  /** All verdicts are heard before the first is carried out: one that throws changes nothing. */
  List<Rescued> rescue(int most, LostJob.Verdict verdict, Instant now) {
    var losses = new ArrayList<Loss>();
    for (var claim : lost(most, now)) {
      for (var claimed : claim.unsettled()) {
        losses.add(judge(claim, claimed, verdict));
      }
    }
    var rescued = new ArrayList<Rescued>(losses.size());
    for (var loss : losses) {
      carryOut(loss, now);
      rescued.add(loss.rescued());
    }
    return rescued;
  }

  private List<Claim> lost(int most, Instant now) {
    var lost = new ArrayList<Claim>();
    for (var lease : leases.all()) {
      if (!lease.isValid(now)) {
        lost.addAll(lease.claims.values());
      }
    }
    return lost.size() <= most ? lost : lost.subList(0, most);
  }

  private Loss judge(Claim claim, ClaimedJob claimed, LostJob.Verdict verdict) {
    var job = claims.find(claim.lease.worker, claimed).orElseThrow();
    int kills = job.isStarted ? job.kills + 1 : job.kills;
    var lost = new LostJob(claimed, claim.lease.worker, claim.lease.until, job.isStarted, kills);
    var settlement = Verdicts.honour(job.cancelWish, verdict.on(lost));
    return new Loss(job, new Rescued(lost, settlement));
  }

  private void carryOut(Loss loss, Instant now) {
    var job = loss.job();
    var rescued = loss.rescued();
    job.kills = rescued.lost().kills();
    if (rescued.lost().started()) {
      record(job, rescued, now);
    }
    verdicts.write(job, rescued.lost().job().place(), rescued.settlement(), now);
  }

  private static void record(StoredJob job, Rescued rescued, Instant now) {
    var failure = failure(rescued);
    job.used++;
    job.failure = Optional.of(failure);
    job.addAttempt(
        new AttemptRecord(
            job.used,
            new Outcome.Lost(failure).word(),
            rescued.lost().worker(),
            job.startedAt,
            now,
            Optional.of(failure)));
  }

  private static Failure failure(Rescued rescued) {
    var lost = rescued.lost();
    return switch (rescued.settlement()) {
      case Settlement.Retry(var delay, var failure) -> failure;
      case Settlement.Fail(var failure) -> failure;
      case Settlement.Done d -> story(lost);
      case Settlement.Cancel c -> story(lost);
      case Settlement.Expire e -> story(lost);
      case Settlement.Snooze s -> story(lost);
      case Settlement.GiveBack g -> story(lost);
    };
  }

  private static Failure story(LostJob lost) {
    return Failure.of(
        "percheron.WorkerLost",
        "worker %s was lost while it ran this attempt (its lease ended at %s)"
            .formatted(lost.worker(), lost.leaseUntil()));
  }
}
