package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.AttemptRecord;
import dev.percheron.api.JobState;
import dev.percheron.api.JobState.Move;
import dev.percheron.api.Progress;
import dev.percheron.api.Settlement;
import dev.percheron.spi.LostJob;
import dev.percheron.spi.Rescued;
import dev.percheron.spi.SettleAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the jobs of a worker that is gone. Part of {@link JobStoreContract}. */
abstract class RescueContract extends ErrandContract {
  @Test
  void a_worker_that_lost_its_claim_cannot_settle() {
    push("h");
    var frozen = worker();
    var lost = frozen.claimOne();
    loseWorkers();
    var other = worker();
    var current = other.claimOne();

    assertThat(frozen.done(lost)).isEqualTo(SettleAnswer.REVOKED);
    assertThat(other.done(current)).isEqualTo(SettleAnswer.SETTLED);
  }

  @Test
  void a_frozen_worker_that_comes_back_can_do_nothing_at_all() {
    var id = push("h");
    var frozen = worker();
    var lost = frozen.claim(0, 1).getFirst();
    loseWorkers();

    assertThat(frozen.renew()).isFalse();
    assertThat(frozen.claim(1)).isEmpty();
    assertThat(frozen.fail(lost)).isEqualTo(SettleAnswer.REVOKED);
    frozen.started(lost);
    frozen.advanced(lost, new Progress(1, 1, "ghost"));
    frozen.said(lost, "ghost");

    assertThat(state(id)).isEqualTo(JobState.READY);
    assertThat(find(id).status().attempts()).isZero();
    assertThat(find(id).status().progress()).isEmpty();
    assertThat(store.log(id)).isEmpty();
    assertThat(store.attempts(id)).isEmpty();
  }

  @Test
  void a_late_worker_that_nobody_has_rescued_yet_still_settles() {
    var id = push("h");
    var late = worker();
    var claimed = late.claimOne();
    time.advance(LEASE.multipliedBy(10));

    assertThat(late.done(claimed)).isEqualTo(SettleAnswer.SETTLED);

    assertThat(store.rescue(10, BACK)).isEmpty();
    assertThat(state(id)).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void a_late_settlement_is_refused_although_nobody_has_claimed_the_job_again() {
    var id = push("h");
    var late = worker();
    var claimed = late.claimOne();
    loseWorkers();

    assertThat(late.done(claimed)).isEqualTo(SettleAnswer.REVOKED);

    assertThat(state(id)).isEqualTo(JobState.READY);
  }

  @Test
  @Moves(Move.GIVE_BACK)
  void a_lost_attempt_that_had_started_counts_and_is_recorded_as_lost() {
    var id = push("h");
    var dead = worker();
    dead.claimOne();
    var startedAt = time.instant();

    loseWorkers();

    assertThat(state(id)).isEqualTo(JobState.READY);
    assertThat(find(id).status().attempts()).isEqualTo(1);
    var attempt = store.attempts(id).getFirst();
    assertThat(attempt.outcome()).isEqualTo("lost");
    assertThat(attempt.worker()).isEqualTo(dead.id());
    assertThat(attempt.startedAt()).contains(startedAt);
    assertThat(attempt.failure()).contains(HandWorker.FAILURE);
    assertThat(find(id).status().failure()).contains(HandWorker.FAILURE);
    assertThat(worker().claimOne().attempt().number()).isEqualTo(2);
  }

  @Test
  void a_lost_job_that_never_started_goes_back_to_its_place_without_an_attempt() {
    var first = push("first");
    time.advance(MILLI);
    var dead = worker();
    dead.claim(0, 1);
    var second = push("second");

    loseWorkers();

    assertThat(store.attempts(first)).isEmpty();
    var claimed = worker().claim(2);
    assertThat(ids(claimed)).containsExactly(first, second);
    assertThat(claimed.getFirst().attempt().number()).isEqualTo(1);
  }

  @Test
  void the_verdict_hears_the_story_of_each_lost_job() {
    push(SampleJobs.many(3));
    var dead = worker();
    var claimed = dead.claim(1, 2);
    dead.started(claimed.get(1));
    dead.done(claimed.get(0));
    var until = time.instant().plus(LEASE);
    time.advance(LEASE.plusMinutes(1));
    var heard = new ArrayList<LostJob>();

    store.rescue(
        10,
        lost -> {
          heard.add(lost);
          return BACK.on(lost);
        });

    assertThat(heard)
        .containsExactlyInAnyOrder(
            new LostJob(claimed.get(1), dead.id(), until, true, 1),
            new LostJob(claimed.get(2), dead.id(), until, false, 0));
  }

  @Test
  void the_verdict_decides_and_the_answer_tells_what_was_written() {
    var id = push("h");
    var dead = worker();
    dead.claimOne();
    time.advance(LEASE);
    var fail = new Settlement.Fail(HandWorker.FAILURE);

    var rescued = store.rescue(10, lost -> fail);

    assertThat(rescued).extracting(Rescued::settlement).containsExactly(fail);
    assertThat(state(id)).isEqualTo(JobState.FAILED);
    assertThat(find(id).status().attempts()).isEqualTo(1);
    assertThat(find(id).status().finishedAt()).contains(time.instant());
    assertThat(store.attempts(id)).extracting(AttemptRecord::outcome).containsExactly("lost");
  }

  @Test
  void a_verdict_may_put_a_lost_job_off() {
    var id = push("h");
    worker().claimOne();
    time.advance(LEASE);

    store.rescue(10, lost -> new Settlement.Retry(Duration.ofMinutes(1), HandWorker.FAILURE));

    assertThat(state(id)).isEqualTo(JobState.SCHEDULED);
    assertThat(find(id).status().dueAt()).contains(time.instant().plusSeconds(60));
  }

  @Test
  void a_verdict_that_throws_changes_nothing() {
    push(SampleJobs.many(2));
    worker().claim(2);
    time.advance(LEASE);

    assertThatThrownBy(() -> store.rescue(10, RescueContract::onlyTheFirst))
        .hasMessageContaining("no idea");

    assertThat(counts().running()).isEqualTo(2);
    assertThat(store.rescue(10, BACK)).hasSize(2);
  }

  private static Settlement onlyTheFirst(LostJob lost) {
    if (lost.job().place() == 0) {
      return BACK.on(lost);
    }
    throw new IllegalStateException("no idea");
  }

  @Test
  void kills_are_counted_until_a_person_retries_the_job() {
    var id = push("h");
    assertThat(killsAtNextLoss()).isEqualTo(1);
    assertThat(killsAtNextLoss()).isEqualTo(2);
    var worker = worker();
    worker.retry(worker.claimOne(), Duration.ZERO);
    assertThat(killsAtNextLoss()).isEqualTo(3);
    worker().claimOne();
    time.advance(LEASE);
    store.rescue(10, lost -> new Settlement.Fail(HandWorker.FAILURE));

    store.retry(id);

    assertThat(killsAtNextLoss()).isEqualTo(1);
  }

  private int killsAtNextLoss() {
    worker().claimOne();
    time.advance(LEASE);
    return store.rescue(10, BACK).getFirst().lost().kills();
  }

  @Test
  void rescue_takes_no_more_claims_than_asked_and_comes_to_its_end() {
    push(SampleJobs.many(6));
    var dead = worker();
    dead.claim(2);
    dead.claim(2);
    dead.claim(2);
    time.advance(LEASE);

    assertThat(store.rescue(2, BACK)).hasSize(4);
    assertThat(store.rescue(2, BACK)).hasSize(2);
    assertThat(store.rescue(2, BACK)).isEmpty();
  }

  @Test
  void the_living_are_left_alone() {
    push(SampleJobs.many(2));
    worker().claimOne();
    time.advance(Duration.ofSeconds(5));
    var alive = worker();
    var mine = alive.claimOne();
    time.advance(LEASE.minusSeconds(5));

    assertThat(store.rescue(10, BACK)).hasSize(1);

    assertThat(alive.done(mine)).isEqualTo(SettleAnswer.SETTLED);
  }

  @Test
  void a_lost_job_that_somebody_wants_cancelled_is_cancelled() {
    var started = push("h");
    var ahead = push("h");
    worker().claim(1, 1);
    store.cancel(started, "enough");
    store.cancel(ahead, "enough");
    time.advance(LEASE);

    var rescued = store.rescue(10, BACK);

    assertThat(rescued)
        .extracting(Rescued::settlement)
        .containsOnly(new Settlement.Cancel("enough"));
    assertThat(List.of(state(started), state(ahead))).containsOnly(JobState.CANCELLED);
    assertThat(store.attempts(started)).extracting(AttemptRecord::outcome).containsExactly("lost");
    assertThat(store.attempts(ahead)).isEmpty();
  }
}
