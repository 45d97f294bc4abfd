package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Due;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.Queue;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a unique key promises. Part of {@link JobStoreContract}. */
abstract class UniqueKeyContract extends PushContract {
  @Test
  void a_unique_key_gives_the_unfinished_job_that_has_it() {
    var first = store.push(List.of(SampleJobs.unique("a", "key"))).getFirst();

    var second = store.push(List.of(SampleJobs.unique("b", "key"))).getFirst();

    assertThat(first.isNew()).isTrue();
    assertThat(second).isEqualTo(new Pushed(first.id(), false));
    assertThat(store.list(JobFilter.NEWEST)).hasSize(1);
  }

  @Test
  void two_with_one_key_in_one_batch_are_one_job() {
    var pushed =
        store.push(
            List.of(
                SampleJobs.unique("a", "key"),
                SampleJobs.simple("other"),
                SampleJobs.unique("b", "key")));

    assertThat(pushed.get(2)).isEqualTo(new Pushed(pushed.get(0).id(), false));
    assertThat(store.list(JobFilter.NEWEST))
        .extracting(Job::id)
        .containsExactly(pushed.get(1).id(), pushed.get(0).id());
  }

  @Test
  void a_key_holds_across_queues_and_while_its_job_runs_or_waits_for_another_attempt() {
    store.declare(Queue.named("other"));
    var elsewhere = new NewJob(SampleJobs.on("other", "h").spec(), Due.NOW, Optional.of("key"));
    var id = push(SampleJobs.unique("a", "key"));
    var worker = worker();

    var claimed = worker.claimOne();
    assertThat(push(elsewhere)).isEqualTo(id);

    worker.retry(claimed, Duration.ofMinutes(1));
    assertThat(push(elsewhere)).isEqualTo(id);
  }

  @Test
  void a_key_is_case_sensitive_and_exact() {
    assertThat(push(SampleJobs.unique("a", "key")))
        .isNotEqualTo(push(SampleJobs.unique("a", "Key")));
    assertThat(push(SampleJobs.unique("a", "é")))
        .isNotEqualTo(push(SampleJobs.unique("a", "e\u0301")));
  }

  @Test
  void every_end_frees_the_key() {
    var worker = worker();
    worker.done(claimUnique(worker));
    worker.fail(claimUnique(worker));
    worker.cancelled(claimUnique(worker), "enough");
    worker.expire(claimUnique(worker));

    var cancelled = push(SampleJobs.unique("a", "key"));
    store.cancel(cancelled, "not wanted");
    var deleted = push(SampleJobs.unique("a", "key"));
    assertThat(deleted).isNotEqualTo(cancelled);
    store.delete(deleted);

    assertThat(store.push(List.of(SampleJobs.unique("a", "key"))).getFirst().isNew()).isTrue();
  }

  @Test
  void a_job_that_vanishes_frees_its_key() {
    store.declare(Queue.named("default").keepSucceeded(Duration.ZERO));
    var worker = worker();

    worker.done(claimUnique(worker));

    assertThat(store.push(List.of(SampleJobs.unique("a", "key"))).getFirst().isNew()).isTrue();
  }

  @Test
  void pruning_or_deleting_an_ended_job_leaves_its_key_to_who_has_it_now() {
    var worker = worker();
    var ended = claimUnique(worker);
    worker.fail(ended);
    var older = claimUnique(worker);
    worker.fail(older);
    var current = push(SampleJobs.unique("a", "key"));

    store.delete(ended.attempt().job());
    time.advance(Duration.ofDays(1));
    store.prune(Duration.ofDays(1), 100);

    assertThat(store.find(older.attempt().job())).isEmpty();
    assertThat(push(SampleJobs.unique("a", "key"))).isEqualTo(current);
  }

  private ClaimedJob claimUnique(HandWorker worker) {
    assertThat(store.push(List.of(SampleJobs.unique("a", "key"))).getFirst().isNew()).isTrue();
    return worker.claimOne();
  }
}
