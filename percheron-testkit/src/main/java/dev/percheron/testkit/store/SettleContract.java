package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.AttemptRecord;
import dev.percheron.api.Failure;
import dev.percheron.api.JobOptions;
import dev.percheron.api.JobState;
import dev.percheron.api.JobState.Move;
import dev.percheron.api.Outcome;
import dev.percheron.api.Queue;
import dev.percheron.api.Rung;
import dev.percheron.api.Settlement;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.SettleAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What settling promises to who still has the claim. Part of {@link JobStoreContract}. */
abstract class SettleContract extends PromoteContract {
  @Test
  @Moves(Move.SUCCEED)
  void success_ends_the_job_with_its_result() {
    var id = push("h");
    var worker = worker();
    var claimed = worker.claimOne();
    var startedAt = time.instant();
    time.advance(Duration.ofSeconds(2));
    var end =
        new AttemptEnd(
            new Outcome.Succeeded("{\"a\":1}"), Optional.of(startedAt), time.instant(), Map.of());

    var answer = worker.settle(claimed, end, new Settlement.Done("{\"a\":1}"));

    assertThat(answer).isEqualTo(SettleAnswer.SETTLED);
    var status = find(id).status();
    assertThat(status.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(status.attempts()).isEqualTo(1);
    assertThat(status.worker()).contains(worker.id());
    assertThat(status.startedAt()).contains(startedAt);
    assertThat(status.finishedAt()).contains(time.instant());
    assertThat(status.result()).contains("{\"a\":1}");
    assertThat(status.failure()).isEmpty();
    assertThat(store.attempts(id))
        .containsExactly(
            new AttemptRecord(
                1,
                "succeeded",
                worker.id(),
                Optional.of(startedAt),
                time.instant(),
                Optional.empty()));
  }

  @Test
  void a_result_that_nobody_asked_to_keep_is_not_kept() {
    var spec = SampleJobs.simple("h").spec().options(JobOptions.DEFAULT.keepResult(Duration.ZERO));
    var id = push(NewJob.now(spec));
    var worker = worker();

    worker.done(worker.claimOne(), "42");

    assertThat(state(id)).isEqualTo(JobState.SUCCEEDED);
    assertThat(find(id).status().result()).isEmpty();
  }

  @Test
  void a_job_of_a_queue_without_history_vanishes_with_its_success() {
    store.declare(Queue.named("default").keepSucceeded(Duration.ZERO));
    var id = push("h");
    var failed = push("h");
    var worker = worker();
    var claimed = worker.claim(2);

    assertThat(worker.done(claimed.get(0), "42")).isEqualTo(SettleAnswer.SETTLED);
    worker.fail(claimed.get(1));

    assertThat(store.find(id)).isEmpty();
    assertThat(store.attempts(id)).isEmpty();
    assertThat(state(failed)).isEqualTo(JobState.FAILED);
    assertThat(worker.done(claimed.get(0))).isEqualTo(SettleAnswer.REVOKED);
  }

  @Test
  @Moves(Move.RETRY_LATER)
  void a_retry_comes_after_its_delay_with_the_next_number() {
    var id = push("h");
    var worker = worker();
    var failedAt = time.instant();

    worker.retry(worker.claimOne(), Duration.ofSeconds(5));

    var status = find(id).status();
    assertThat(status.state()).isEqualTo(JobState.SCHEDULED);
    assertThat(status.dueAt()).contains(time.instant().plusSeconds(5));
    assertThat(status.attempts()).isEqualTo(1);
    assertThat(status.failure()).contains(HandWorker.FAILURE);
    assertThat(status.finishedAt()).isEmpty();
    pass(Duration.ofSeconds(5));
    assertThat(worker.claimOne().attempt().number()).isEqualTo(2);
    assertThat(store.attempts(id))
        .containsExactly(
            new AttemptRecord(
                1,
                "failed",
                worker.id(),
                Optional.of(failedAt),
                failedAt,
                Optional.of(HandWorker.FAILURE)));
  }

  @Test
  void a_retry_without_delay_is_ready_at_once() {
    var id = push("h");
    var worker = worker();

    worker.retry(worker.claimOne(), Duration.ZERO);

    assertThat(state(id)).isEqualTo(JobState.READY);
    assertThat(find(id).status().attempts()).isEqualTo(1);
    assertThat(worker.claimOne().attempt().number()).isEqualTo(2);
  }

  @Test
  @Moves(Move.FAIL)
  void failing_for_good_ends_the_job_with_its_failure() {
    var id = push("h");
    var worker = worker();
    var story =
        new Failure(
            "a.B",
            "said \u0000 'so'",
            "at c.D",
            List.of(new Failure.Cause("e.F", "why")),
            List.of("g.H"));
    var claimed = worker.claimOne();

    worker.settle(
        claimed, worker.ended(claimed, new Outcome.Crashed(story)), new Settlement.Fail(story));

    var status = find(id).status();
    assertThat(status.state()).isEqualTo(JobState.FAILED);
    assertThat(status.failure()).contains(story);
    assertThat(status.finishedAt()).contains(time.instant());
    assertThat(status.result()).isEmpty();
    assertThat(store.attempts(id)).extracting(AttemptRecord::outcome).containsExactly("crashed");
    assertThat(store.attempts(id).getFirst().failure()).contains(story);
  }

  @Test
  void an_attempt_that_could_not_even_start_its_handler_counts_when_it_failed() {
    var id = push("unknown.handler");
    var worker = worker();
    var claimed = worker.claim(0, 1).getFirst();

    worker.settle(
        claimed,
        worker.notStarted(claimed, new Outcome.Failed(HandWorker.FAILURE)),
        new Settlement.Retry(Duration.ZERO, HandWorker.FAILURE));

    assertThat(find(id).status().attempts()).isEqualTo(1);
    assertThat(store.attempts(id).getFirst().startedAt()).isEmpty();
    assertThat(worker.claimOne().attempt().number()).isEqualTo(2);
  }

  @Test
  @Moves(Move.CANCEL_RUNNING)
  void a_running_job_that_was_stopped_is_cancelled_and_its_attempt_counts() {
    var id = push("h");
    var worker = worker();

    worker.cancelled(worker.claimOne(), "enough of it");

    var status = find(id).status();
    assertThat(status.state()).isEqualTo(JobState.CANCELLED);
    assertThat(status.finishedAt()).contains(time.instant());
    assertThat(status.failure().orElseThrow().message()).contains("enough of it");
    assertThat(status.attempts()).isEqualTo(1);
    assertThat(store.attempts(id)).extracting(AttemptRecord::outcome).containsExactly("cancelled");
  }

  @Test
  void a_delay_without_end_is_no_trouble() {
    var retried = push("h");
    var snoozed = push("h");
    var worker = worker();
    var claimed = worker.claim(2);

    worker.retry(claimed.get(0), Duration.ofSeconds(Long.MAX_VALUE));
    worker.snooze(claimed.get(1), Duration.ofDays(400_000));
    pass(Duration.ofDays(1));

    assertThat(List.of(state(retried), state(snoozed))).containsOnly(JobState.SCHEDULED);
  }

  @Test
  void the_attempts_of_a_job_are_kept_oldest_first_each_with_its_own_failure() {
    var id = push("h");
    var worker = worker();
    failWith(worker, "first");
    failWith(worker, "second");
    worker.done(worker.claimOne());

    var attempts = store.attempts(id);

    assertThat(attempts).extracting(AttemptRecord::number).containsExactly(1, 2, 3);
    assertThat(attempts)
        .extracting(AttemptRecord::outcome)
        .containsExactly("timed-out", "timed-out", "succeeded");
    assertThat(attempts)
        .extracting(attempt -> attempt.failure().map(Failure::message).orElse("none"))
        .containsExactly("first", "second", "none");
    assertThat(find(id).status().attempts()).isEqualTo(3);
  }

  @Test
  void the_metadata_that_the_handler_left_is_kept_and_given_to_the_next_attempt() {
    var id = push(NewJob.now(SampleJobs.simple("h").spec().metadata(Map.of("a", "1"))));
    var worker = worker();
    var claimed = worker.claimOne();
    var left = Map.of("a", "2", "cursor", "9");
    var end =
        new AttemptEnd(
            new Outcome.Failed(HandWorker.FAILURE),
            Optional.of(time.instant()),
            time.instant(),
            left);

    worker.settle(claimed, end, new Settlement.Retry(Duration.ZERO, HandWorker.FAILURE));

    assertThat(find(id).spec().metadata()).isEqualTo(left);
    assertThat(worker.claimOne().attempt().spec().metadata()).isEqualTo(left);
  }

  @Test
  void a_handler_that_did_not_start_leaves_the_metadata_alone() {
    var id = push(NewJob.now(SampleJobs.simple("h").spec().metadata(Map.of("a", "1"))));
    var worker = worker();
    var claimed = worker.claimOne();
    var end =
        new AttemptEnd(
            new Outcome.NotStarted("closing"), Optional.empty(), time.instant(), Map.of());

    worker.settle(claimed, end, new Settlement.GiveBack());

    assertThat(find(id).spec().metadata()).containsEntry("a", "1");
  }

  private void failWith(HandWorker worker, String message) {
    var claimed = worker.claimOne();
    var failure = Failure.of("percheron.TimeLimit", message);
    var outcome = new Outcome.TimedOut(failure, Rung.INTERRUPT);
    worker.settle(
        claimed, worker.ended(claimed, outcome), new Settlement.Retry(Duration.ZERO, failure));
  }
}
