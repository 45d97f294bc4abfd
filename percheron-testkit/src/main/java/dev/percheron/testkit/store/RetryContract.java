package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.JobState;
import dev.percheron.api.JobState.Move;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a retry and a deletion by hand promise. Part of {@link JobStoreContract}. */
abstract class RetryContract extends ActingContract {
  @Test
  @Moves({Move.RETRY_FAILED, Move.RETRY_CANCELLED, Move.RETRY_EXPIRED})
  void a_job_that_ended_badly_can_be_made_ready_again() {
    var jobs = oneInEveryState();
    jobs.keySet().retainAll(Set.of(JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED));

    jobs.values().forEach(store::retry);

    assertThat(jobs)
        .hasSize(3)
        .allSatisfy((was, id) -> assertThat(state(id)).isEqualTo(JobState.READY))
        .allSatisfy((was, id) -> assertThat(find(id).status().finishedAt()).isEmpty());
    assertThat(counts().ready()).isEqualTo(4);
  }

  @Test
  void a_retry_by_hand_forgives_the_attempts_and_goes_on_counting_them() {
    var id = push("h");
    var worker = worker();
    worker.retry(worker.claimOne(), Duration.ZERO);
    worker.fail(worker.claimOne());

    store.retry(id);
    var claimed = worker.claimOne();

    assertThat(claimed.attempt().number()).isEqualTo(3);
    assertThat(claimed.forgiven()).isEqualTo(2);
    assertThat(claimed.countedAttempt()).isEqualTo(1);
    worker.retry(claimed, Duration.ZERO);
    assertThat(worker.claimOne().countedAttempt()).isEqualTo(2);
    assertThat(store.attempts(id)).hasSize(3);
  }

  @Test
  void a_retry_by_hand_stands_at_the_end_of_its_queue() {
    var id = push("h");
    var worker = worker();
    worker.fail(worker.claimOne());
    time.advance(MILLI);
    var waiting = push("waiting");
    time.advance(MILLI);

    store.retry(id);

    assertThat(ids(worker.claim(2))).containsExactly(waiting, id);
  }

  @Test
  void a_retry_by_hand_forgets_that_the_job_was_cancelled_but_not_how_it_failed() {
    var neverRan = push("h");
    store.cancel(neverRan, "r");
    var failed = push("h");
    var worker = worker();
    worker.retry(worker.claimOne(), Duration.ofMinutes(1));
    store.cancel(failed, "r");

    store.retry(neverRan);
    store.retry(failed);

    assertThat(find(neverRan).status().failure()).isEmpty();
    assertThat(find(failed).status().failure()).contains(HandWorker.FAILURE);
  }

  @Test
  void a_retry_by_hand_takes_the_unique_key_again() {
    var id = push(SampleJobs.unique("h", "key"));
    var worker = worker();
    worker.fail(worker.claimOne());

    assertThat(store.retry(id)).isEqualTo(ChangeAnswer.DONE);

    assertThat(push(SampleJobs.unique("h", "key"))).isEqualTo(id);
  }

  @Test
  void a_retry_by_hand_is_refused_while_another_has_the_unique_key() {
    var id = push(SampleJobs.unique("h", "key"));
    var worker = worker();
    worker.fail(worker.claimOne());
    var other = push(SampleJobs.unique("h", "key"));

    assertThat(store.retry(id)).isEqualTo(ChangeAnswer.REFUSED);
    assertThat(state(id)).isEqualTo(JobState.FAILED);

    worker.done(worker.claimOne());
    assertThat(state(other)).isEqualTo(JobState.SUCCEEDED);
    assertThat(store.retry(id)).isEqualTo(ChangeAnswer.DONE);
  }

  // Deleting

  @Test
  void a_deleted_job_leaves_nothing_behind() {
    var id = push("h");
    var worker = worker();
    var claimed = worker.claimOne();
    worker.said(claimed, "something");
    worker.fail(claimed);

    store.delete(id);

    assertThat(store.find(id)).isEmpty();
    assertThat(store.attempts(id)).isEmpty();
    assertThat(store.log(id)).isEmpty();
    assertThat(counts().failed()).isZero();
    assertThat(store.retry(id)).isEqualTo(ChangeAnswer.NOT_FOUND);
  }

  @Test
  void ids_are_never_used_again() {
    var id = push("h");
    store.delete(id);

    assertThat(push("h")).isGreaterThan(id);
  }
}
