package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.CancelAnswer;
import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.api.JobState.Move;
import dev.percheron.spi.SettleAnswer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What people can do to a job, from every state. Part of {@link JobStoreContract}. */
abstract class ActingContract extends RescueContract {
  @Test
  void cancelling_answers_by_state() {
    var jobs = oneInEveryState();

    assertThat(answers(jobs, id -> store.cancel(id, "r")))
        .containsEntry(JobState.SCHEDULED, CancelAnswer.CANCELLED)
        .containsEntry(JobState.READY, CancelAnswer.CANCELLED)
        .containsEntry(JobState.RUNNING, CancelAnswer.REQUESTED)
        .containsEntry(JobState.SUCCEEDED, CancelAnswer.ENDED)
        .containsEntry(JobState.FAILED, CancelAnswer.ENDED)
        .containsEntry(JobState.CANCELLED, CancelAnswer.ENDED)
        .containsEntry(JobState.EXPIRED, CancelAnswer.ENDED);
    assertThat(store.cancel(new JobId(987_654_321), "r")).isEqualTo(CancelAnswer.NOT_FOUND);
  }

  @Test
  void retrying_answers_by_state() {
    var jobs = oneInEveryState();

    assertThat(answers(jobs, store::retry))
        .containsEntry(JobState.SCHEDULED, ChangeAnswer.REFUSED)
        .containsEntry(JobState.READY, ChangeAnswer.REFUSED)
        .containsEntry(JobState.RUNNING, ChangeAnswer.REFUSED)
        .containsEntry(JobState.SUCCEEDED, ChangeAnswer.REFUSED)
        .containsEntry(JobState.FAILED, ChangeAnswer.DONE)
        .containsEntry(JobState.CANCELLED, ChangeAnswer.DONE)
        .containsEntry(JobState.EXPIRED, ChangeAnswer.DONE);
    assertThat(store.retry(new JobId(987_654_321))).isEqualTo(ChangeAnswer.NOT_FOUND);
  }

  @Test
  void deleting_answers_by_state() {
    var jobs = oneInEveryState();

    assertThat(answers(jobs, store::delete))
        .containsEntry(JobState.SCHEDULED, ChangeAnswer.DONE)
        .containsEntry(JobState.READY, ChangeAnswer.DONE)
        .containsEntry(JobState.RUNNING, ChangeAnswer.REFUSED)
        .containsEntry(JobState.SUCCEEDED, ChangeAnswer.DONE)
        .containsEntry(JobState.FAILED, ChangeAnswer.DONE)
        .containsEntry(JobState.CANCELLED, ChangeAnswer.DONE)
        .containsEntry(JobState.EXPIRED, ChangeAnswer.DONE);
    assertThat(store.delete(new JobId(987_654_321))).isEqualTo(ChangeAnswer.NOT_FOUND);
    jobs.forEach(
        (state, id) -> assertThat(store.find(id).isPresent()).isEqualTo(state == JobState.RUNNING));
  }

  // Cancelling

  @Test
  @Moves(Move.CANCEL_READY)
  void a_waiting_job_that_is_cancelled_never_runs() {
    var id = push("h");

    store.cancel(id, "changed my mind");

    var status = find(id).status();
    assertThat(status.state()).isEqualTo(JobState.CANCELLED);
    assertThat(status.finishedAt()).contains(time.instant());
    assertThat(status.failure().orElseThrow().message()).contains("changed my mind");
    assertThat(status.attempts()).isZero();
    assertThat(worker().claim(1)).isEmpty();
    assertThat(store.attempts(id)).isEmpty();
  }

  @Test
  @Moves(Move.CANCEL_SCHEDULED)
  void a_scheduled_job_that_is_cancelled_never_becomes_due() {
    var id = push(SampleJobs.in("h", Duration.ofSeconds(1)));

    store.cancel(id, "not needed");
    pass(Duration.ofMinutes(1));

    assertThat(state(id)).isEqualTo(JobState.CANCELLED);
    assertThat(find(id).status().dueAt()).isEmpty();
    assertThat(store.nextDue()).isEmpty();
  }

  @Test
  void a_job_in_the_middle_of_its_queue_can_be_taken_out() {
    var ids = push(SampleJobs.many(5));

    store.cancel(ids.get(1), "r");
    store.delete(ids.get(3));
    store.cancel(ids.get(4), "r");

    assertThat(ids(worker().claim(5))).containsExactly(ids.get(0), ids.get(2));
  }

  @Test
  void the_worker_of_a_running_job_hears_of_the_wish_and_nobody_else() {
    var id = push("h");
    push("other");
    var worker = worker();
    worker.claim(2);
    var other = worker();

    store.cancel(id, "please stop");

    assertThat(worker.wishes()).isEqualTo(Map.of(id, "please stop"));
    assertThat(other.wishes()).isEmpty();
    assertThat(state(id)).isEqualTo(JobState.RUNNING);
  }

  @Test
  void the_first_reason_stands() {
    var id = push("h");
    var worker = worker();
    worker.claimOne();

    store.cancel(id, "first");
    assertThat(store.cancel(id, "second")).isEqualTo(CancelAnswer.REQUESTED);

    assertThat(worker.wishes()).isEqualTo(Map.of(id, "first"));
  }

  @Test
  @Moves(Move.CANCEL_RUNNING)
  void a_job_that_somebody_wants_cancelled_is_not_retried_snoozed_or_given_back() {
    var ids = push(SampleJobs.many(3));
    var worker = worker();
    var claimed = worker.claim(3);
    ids.forEach(id -> store.cancel(id, "enough"));

    assertThat(worker.retry(claimed.get(0), Duration.ofMinutes(1))).isEqualTo(SettleAnswer.SETTLED);
    assertThat(worker.snooze(claimed.get(1), Duration.ofMinutes(1)))
        .isEqualTo(SettleAnswer.SETTLED);
    assertThat(worker.giveBack(claimed.get(2))).isEqualTo(SettleAnswer.SETTLED);

    assertThat(ids).allSatisfy(id -> assertThat(state(id)).isEqualTo(JobState.CANCELLED));
    assertThat(ids)
        .allSatisfy(id ->
            assertThat(find(id).status().failure().orElseThrow().message()).contains("enough"));
    assertThat(store.attempts(ids.get(0)).getFirst().failure()).contains(HandWorker.FAILURE);
    assertThat(store.attempts(ids.get(1))).hasSize(1);
    assertThat(store.attempts(ids.get(2))).isEmpty();
    assertThat(worker.wishes()).isEmpty();
  }

  @Test
  void a_job_that_ends_before_the_wish_reaches_it_ends_as_it_did() {
    var ids = push(SampleJobs.many(3));
    var worker = worker();
    var claimed = worker.claim(3);
    ids.forEach(id -> store.cancel(id, "too late"));

    worker.done(claimed.get(0));
    worker.fail(claimed.get(1));
    worker.expire(claimed.get(2));

    assertThat(state(ids.get(0))).isEqualTo(JobState.SUCCEEDED);
    assertThat(state(ids.get(1))).isEqualTo(JobState.FAILED);
    assertThat(state(ids.get(2))).isEqualTo(JobState.EXPIRED);
    assertThat(worker.wishes()).isEmpty();
  }

  @Test
  void a_wish_does_not_outlive_its_attempt() {
    var id = push("h");
    var worker = worker();
    var claimed = worker.claimOne();
    store.cancel(id, "enough");
    worker.cancelled(claimed, "enough");
    store.retry(id);
    var again = worker.claimOne();

    assertThat(worker.wishes()).isEmpty();
    worker.retry(again, Duration.ZERO);
    assertThat(state(id)).isEqualTo(JobState.READY);
  }

  /** One job in each state, all of the default queue. */
  Map<JobState, JobId> oneInEveryState() {
    var worker = worker();
    var jobs = new EnumMap<JobState, JobId>(JobState.class);
    jobs.put(JobState.SUCCEEDED, push("succeeded"));
    worker.done(worker.claimOne());
    jobs.put(JobState.FAILED, push("failed"));
    worker.fail(worker.claimOne());
    jobs.put(JobState.CANCELLED, push("cancelled"));
    store.cancel(jobs.get(JobState.CANCELLED), "r");
    jobs.put(JobState.EXPIRED, push("expired"));
    worker.expire(worker.claimOne());
    jobs.put(JobState.RUNNING, push("running"));
    worker.claimOne();
    jobs.put(JobState.READY, push("ready"));
    jobs.put(JobState.SCHEDULED, push(SampleJobs.in("scheduled", Duration.ofHours(1))));
    return jobs;
  }

  private static <A> Map<JobState, A> answers(Map<JobState, JobId> jobs, Function<JobId, A> act) {
    var answers = new EnumMap<JobState, A>(JobState.class);
    jobs.forEach((state, id) -> answers.put(state, act.apply(id)));
    return answers;
  }
}
