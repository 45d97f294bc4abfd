package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobState;
import dev.percheron.api.JobState.Move;
import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import dev.percheron.api.Settlement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What ends a claim without using up an attempt. Part of {@link JobStoreContract}. */
abstract class SparedAttemptContract extends SettleContract {
  @Test
  void a_job_cancelled_before_it_started_has_no_attempt() {
    var id = push("h");
    var worker = worker();
    var claimed = worker.claimOne();
    var outcome = new Outcome.Cancelled("early", Rung.NOT_STARTED);

    worker.settle(claimed, worker.notStarted(claimed, outcome), new Settlement.Cancel("early"));

    assertThat(state(id)).isEqualTo(JobState.CANCELLED);
    assertThat(find(id).status().attempts()).isZero();
    assertThat(find(id).status().startedAt()).isEmpty();
    assertThat(store.attempts(id)).isEmpty();
  }

  @Test
  @Moves(Move.EXPIRE)
  void a_job_that_is_too_late_expires_without_an_attempt() {
    var id = push("h");
    var worker = worker();

    worker.expire(worker.claimOne());

    var status = find(id).status();
    assertThat(status.state()).isEqualTo(JobState.EXPIRED);
    assertThat(status.startedAt()).isEmpty();
    assertThat(status.finishedAt()).contains(time.instant());
    assertThat(status.attempts()).isZero();
    assertThat(store.attempts(id)).isEmpty();
  }

  @Test
  void snoozing_uses_up_no_attempt() {
    var id = push("h");
    var worker = worker();

    worker.snooze(worker.claimOne(), Duration.ofMinutes(1));

    assertThat(state(id)).isEqualTo(JobState.SCHEDULED);
    assertThat(find(id).status().dueAt()).contains(time.instant().plusSeconds(60));
    assertThat(find(id).status().attempts()).isZero();
    assertThat(store.attempts(id)).isEmpty();
    pass(Duration.ofMinutes(1));
    assertThat(worker().claimOne().attempt().number()).isEqualTo(1);
  }

  @Test
  void snoozing_for_no_time_still_waits_for_its_promotion() {
    var id = push("h");
    var worker = worker();

    worker.snooze(worker.claimOne(), Duration.ZERO);

    assertThat(state(id)).isEqualTo(JobState.SCHEDULED);
    assertThat(store.nextDue()).contains(time.instant());
    assertThat(store.promote(1)).isEqualTo(1);
    assertThat(state(id)).isEqualTo(JobState.READY);
  }

  @Test
  @Moves(Move.GIVE_BACK)
  void giving_back_uses_up_no_attempt() {
    var id = push("h");
    var worker = worker();

    worker.giveBack(worker.claimOne());

    assertThat(state(id)).isEqualTo(JobState.READY);
    assertThat(find(id).status().attempts()).isZero();
    assertThat(store.attempts(id)).isEmpty();
    assertThat(worker.claimOne().attempt().number()).isEqualTo(1);
  }
}
