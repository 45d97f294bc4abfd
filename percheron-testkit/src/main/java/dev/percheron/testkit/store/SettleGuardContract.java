package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobState;
import dev.percheron.api.Progress;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.SettleAnswer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may settle a job, and how often. Part of {@link JobStoreContract}. */
abstract class SettleGuardContract extends SparedAttemptContract {
  @Test
  void a_job_settled_twice_is_settled_once() {
    var id = push("h");
    var worker = worker();
    var claimed = worker.claimOne();

    assertThat(worker.done(claimed, "1")).isEqualTo(SettleAnswer.SETTLED);
    assertThat(worker.fail(claimed)).isEqualTo(SettleAnswer.REVOKED);

    assertThat(state(id)).isEqualTo(JobState.SUCCEEDED);
    assertThat(store.attempts(id)).hasSize(1);
  }

  @Test
  void a_job_settled_twice_in_one_step_is_settled_once() {
    push("h");
    var worker = worker();
    var claimed = worker.claimOne();

    var answers = worker.settle(List.of(worker.success(claimed), worker.success(claimed)));

    assertThat(answers).containsExactly(SettleAnswer.SETTLED, SettleAnswer.REVOKED);
    assertThat(counts().succeeded()).isEqualTo(1);
  }

  @Test
  void a_job_that_was_claimed_again_cannot_be_settled_under_the_old_claim() {
    var id = push("h");
    var worker = worker();
    var old = worker.claimOne();
    worker.retry(old, Duration.ZERO);
    var current = worker.claimOne();

    assertThat(worker.done(old)).isEqualTo(SettleAnswer.REVOKED);

    assertThat(state(id)).isEqualTo(JobState.RUNNING);
    assertThat(worker.done(current)).isEqualTo(SettleAnswer.SETTLED);
  }

  @Test
  void a_stranger_cannot_settle_a_job() {
    var id = push("h");
    var claimed = worker().claimOne();
    var stranger = worker();

    assertThat(stranger.done(claimed)).isEqualTo(SettleAnswer.REVOKED);
    stranger.advanced(claimed, new Progress(1, 2, "not mine"));

    assertThat(state(id)).isEqualTo(JobState.RUNNING);
    assertThat(find(id).status().progress()).isEmpty();
  }

  @Test
  void what_never_was_in_a_claim_cannot_be_settled() {
    push(SampleJobs.many(2));
    var worker = worker();
    var claimed = worker.claim(2);
    var attempt = claimed.getFirst().attempt();

    assertThat(worker.done(new ClaimedJob(attempt, 1, 0))).isEqualTo(SettleAnswer.REVOKED);
    assertThat(worker.done(new ClaimedJob(attempt, 2, 0))).isEqualTo(SettleAnswer.REVOKED);
    assertThat(worker.done(new ClaimedJob(attempt, -1, 0))).isEqualTo(SettleAnswer.REVOKED);
    assertThat(worker.done(new ClaimedJob(attempt, Integer.MAX_VALUE, 0)))
        .isEqualTo(SettleAnswer.REVOKED);
    assertThat(counts().running()).isEqualTo(2);
  }

  @Test
  void answers_come_in_order_and_one_lost_job_does_not_disturb_the_others() {
    push(SampleJobs.many(3));
    var worker = worker();
    var claimed = worker.claim(3);
    worker.done(claimed.get(1));

    var answers = worker.allDone(claimed);

    assertThat(answers)
        .containsExactly(SettleAnswer.SETTLED, SettleAnswer.REVOKED, SettleAnswer.SETTLED);
    assertThat(counts().succeeded()).isEqualTo(3);
  }
}
