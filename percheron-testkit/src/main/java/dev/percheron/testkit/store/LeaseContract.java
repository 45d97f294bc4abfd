package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobState;
import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.spi.WorkerStart;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a lease promises, to who holds it and to everybody else. Part of {@link JobStoreContract}.
 */
abstract class LeaseContract extends NoteContract {
  @Test
  void every_start_of_a_worker_is_a_new_worker() {
    var start = new WorkerStart("same", "host", 7);

    var first = store.register(start, LEASE);
    var second = store.register(start, LEASE);

    assertThat(second.value()).isGreaterThan(first.value());
  }

  @Test
  void a_worker_is_shown_as_it_said_of_itself() {
    var id = store.register(new WorkerStart("näme", "host'", 4242), LEASE);
    var startedAt = time.instant();
    time.advance(Duration.ofSeconds(5));
    var report = new QueueReport("default", "virtual", 256, 3, 1, "it \"stinks\"");

    assertThat(store.renew(id, LEASE, List.of(report))).isTrue();

    assertThat(store.workers())
        .containsExactly(
            new WorkerStatus(
                id, "näme", "host'", 4242, startedAt, time.instant().plus(LEASE), List.of(report)));
  }

  @Test
  void workers_are_shown_newest_first() {
    var first = worker();
    var second = worker();

    assertThat(store.workers())
        .extracting(WorkerStatus::id)
        .containsExactly(second.id(), first.id());
  }

  @Test
  void a_lease_is_valid_until_it_runs_out_to_the_millisecond() {
    push(SampleJobs.many(2));
    var worker = worker();

    time.advance(LEASE.minus(MILLI));
    assertThat(worker.claim(1)).hasSize(1);
    assertThat(store.rescue(10, BACK)).isEmpty();
    time.advance(MILLI);

    assertThat(worker.claim(1)).isEmpty();
    assertThat(worker.renew()).isFalse();
    assertThat(store.rescue(10, BACK)).hasSize(1);
  }

  @Test
  void a_renewed_lease_runs_from_its_renewal() {
    var id = push("h");
    var worker = worker();
    worker.claimOne();

    time.advance(LEASE.minus(MILLI));
    assertThat(worker.renew()).isTrue();
    time.advance(LEASE.minus(MILLI));

    assertThat(store.rescue(10, BACK)).isEmpty();
    assertThat(state(id)).isEqualTo(JobState.RUNNING);
    time.advance(MILLI);
    assertThat(store.rescue(10, BACK)).hasSize(1);
  }

  @Test
  void a_lease_that_has_run_out_does_not_come_back() {
    var worker = worker();
    time.advance(LEASE);

    assertThat(worker.renew()).isFalse();
    assertThat(worker.renew()).isFalse();
    push("h");
    assertThat(worker.claim(1)).isEmpty();
  }

  @Test
  void a_lease_that_was_ended_does_not_come_back_and_its_jobs_are_rescued_at_once() {
    var id = push("h");
    var worker = worker();
    worker.claimOne();

    store.retire(worker.id());

    assertThat(worker.renew()).isFalse();
    assertThat(worker.claim(1)).isEmpty();
    assertThat(store.rescue(10, BACK)).hasSize(1);
    assertThat(state(id)).isEqualTo(JobState.READY);
  }

  @Test
  void unknown_workers_hold_no_lease() {
    var nobody = new WorkerId(4711);

    assertThat(store.renew(nobody, LEASE, List.of())).isFalse();
    store.retire(nobody);
    assertThat(store.cancelWishes(nobody)).isEmpty();
    assertThat(store.workers()).isEmpty();
  }

  @Test
  void retiring_twice_changes_nothing() {
    var worker = worker();
    store.retire(worker.id());
    var until = store.workers().getFirst().leaseUntil();
    time.advance(Duration.ofSeconds(1));

    store.retire(worker.id());

    assertThat(store.workers().getFirst().leaseUntil()).isEqualTo(until);
  }
}
