package dev.percheron.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Attempt;
import dev.percheron.api.ClaimId;
import dev.percheron.api.Failure;
import dev.percheron.api.JobId;
import dev.percheron.api.JobOptions;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Outcome;
import dev.percheron.api.RetryPolicy;
import dev.percheron.api.Rung;
import dev.percheron.api.Settlement;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.LostJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Failure FAILURE = Failure.of("x.Y", "no");
  private static final RetryPolicy TWO = RetryPolicy.fixed(2, Duration.ofSeconds(3));

  private final Decisions decisions = new Decisions(new Random(1), 3);

  @Test
  void every_way_to_fail_is_retried_while_attempts_are_left() {
    var first = claimed(1, 0);
    var retry = new Settlement.Retry(Duration.ofSeconds(3), FAILURE);

    assertThat(decisions.decide(first, new Outcome.Failed(FAILURE))).isEqualTo(retry);
    assertThat(decisions.decide(first, new Outcome.TimedOut(FAILURE, Rung.INTERRUPT)))
        .isEqualTo(retry);
    assertThat(decisions.decide(first, new Outcome.Crashed(FAILURE))).isEqualTo(retry);
    assertThat(decisions.decide(first, new Outcome.Lost(FAILURE))).isEqualTo(retry);
  }

  @Test
  void the_last_attempt_fails_the_job() {
    var settlement = decisions.decide(claimed(2, 0), new Outcome.Failed(FAILURE));

    assertThat(settlement).isEqualTo(new Settlement.Fail(FAILURE));
  }

  @Test
  void attempts_before_a_retry_by_hand_are_forgiven() {
    var settlement = decisions.decide(claimed(6, 5), new Outcome.Failed(FAILURE));

    assertThat(settlement).isEqualTo(new Settlement.Retry(Duration.ofSeconds(3), FAILURE));
  }

  @Test
  void the_other_outcomes_settle_as_they_say() {
    var job = claimed(1, 0);

    assertThat(decisions.decide(job, new Outcome.Succeeded("7")))
        .isEqualTo(new Settlement.Done("7"));
    assertThat(decisions.decide(job, new Outcome.Cancelled("moot", Rung.TOKEN)))
        .isEqualTo(new Settlement.Cancel("moot"));
    assertThat(decisions.decide(job, new Outcome.Expired())).isEqualTo(new Settlement.Expire());
    assertThat(decisions.decide(job, new Outcome.Snoozed(Duration.ofHours(1))))
        .isEqualTo(new Settlement.Snooze(Duration.ofHours(1)));
    assertThat(decisions.decide(job, new Outcome.NotStarted("closing")))
        .isEqualTo(new Settlement.GiveBack());
  }

  @Test
  void a_lost_attempt_that_never_started_is_given_back() {
    assertThat(decisions.decide(lost(1, 0, false))).isEqualTo(new Settlement.GiveBack());
  }

  @Test
  void a_lost_attempt_that_had_started_is_retried_at_once() {
    var settlement = decisions.decide(lost(1, 1, true));

    assertThat(settlement).isInstanceOf(Settlement.Retry.class);
    assertThat(((Settlement.Retry) settlement).delay()).isZero();
    assertThat(((Settlement.Retry) settlement).failure().message()).contains("worker 9");
  }

  @Test
  void a_job_lost_with_too_many_workers_is_parked_with_its_story() {
    var settlement = decisions.decide(lost(1, 3, true));

    assertThat(settlement).isInstanceOf(Settlement.Fail.class);
    assertThat(((Settlement.Fail) settlement).failure().type()).isEqualTo("percheron.Poison");
    assertThat(((Settlement.Fail) settlement).failure().message()).contains("3 workers");
  }

  @Test
  void a_job_lost_in_its_last_attempt_fails() {
    assertThat(decisions.decide(lost(2, 1, true))).isInstanceOf(Settlement.Fail.class);
  }

  private static ClaimedJob claimed(int number, int forgiven) {
    var spec = JobSpec.of("h", "q", "[]").options(JobOptions.DEFAULT.retry(TWO));
    return new ClaimedJob(
        new Attempt(new JobId(1), number, new ClaimId(1), spec, NOW), 0, forgiven);
  }

  private static LostJob lost(int number, int kills, boolean started) {
    return new LostJob(claimed(number, 0), new WorkerId(9), NOW, started, kills);
  }
}
