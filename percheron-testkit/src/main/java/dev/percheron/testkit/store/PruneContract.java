package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobId;
import dev.percheron.api.JobOptions;
import dev.percheron.api.JobState;
import dev.percheron.api.Queue;
import dev.percheron.spi.NewJob;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is forgotten, and when: by rule only, in small batches. Part of {@link JobStoreContract}.
 */
abstract class PruneContract extends ReadingContract {
  private static final Duration OTHERS = Duration.ofDays(30);
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void succeeded_jobs_go_when_their_queue_says_so_and_not_before() {
    store.declare(Queue.named("default").keepSucceeded(HOUR));
    var id = succeed(Duration.ofDays(1));

    time.advance(HOUR.minus(MILLI));
    store.prune(OTHERS, 100);
    assertThat(state(id)).isEqualTo(JobState.SUCCEEDED);
    time.advance(MILLI);
    store.prune(OTHERS, 100);

    assertThat(store.find(id)).isEmpty();
    assertThat(store.attempts(id)).isEmpty();
    assertThat(counts().succeeded()).isZero();
  }

  @Test
  void each_queue_keeps_its_own_time_and_may_change_its_mind() {
    store.declare(Queue.named("short").keepSucceeded(HOUR));
    var kept = succeed(Duration.ofDays(1));
    var gone = succeedOn("short");
    time.advance(HOUR);
    store.prune(OTHERS, 100);

    assertThat(store.find(gone)).isEmpty();
    assertThat(state(kept)).isEqualTo(JobState.SUCCEEDED);

    store.declare(Queue.named("default").keepSucceeded(Duration.ZERO));
    store.prune(OTHERS, 100);
    assertThat(store.find(kept)).isEmpty();
  }

  @Test
  void other_ended_jobs_go_after_their_time_and_not_before() {
    var jobs = oneInEveryState();
    jobs.keySet().retainAll(List.of(JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED));

    time.advance(HOUR.minus(MILLI));
    store.prune(HOUR, 100);
    assertThat(jobs.values()).allMatch(id -> store.find(id).isPresent());
    time.advance(MILLI);
    store.prune(HOUR, 100);

    assertThat(jobs.values()).allMatch(id -> store.find(id).isEmpty());
  }

  @Test
  void unfinished_jobs_are_never_pruned() {
    push("ready");
    push(SampleJobs.in("scheduled", Duration.ofDays(3_000)));
    worker().claimOne();
    push("ready");
    time.advance(Duration.ofDays(1_000));

    store.prune(Duration.ZERO, 100);

    assertThat(counts().ready() + counts().running() + counts().scheduled()).isEqualTo(3);
  }

  @Test
  void a_result_goes_before_its_job() {
    var id = succeed(HOUR);

    time.advance(HOUR.minus(MILLI));
    store.prune(OTHERS, 100);
    assertThat(find(id).status().result()).contains("42");
    time.advance(MILLI);
    store.prune(OTHERS, 100);

    assertThat(find(id).status().result()).isEmpty();
    assertThat(state(id)).isEqualTo(JobState.SUCCEEDED);
    assertThat(store.attempts(id)).hasSize(1);
  }

  @Test
  void pruning_takes_no_more_than_asked_and_comes_to_its_end() {
    push(SampleJobs.many(25));
    var worker = worker();
    worker.claim(25).forEach(worker::fail);
    time.advance(HOUR);
    store.retire(worker.id());

    assertThat(store.prune(HOUR, 10)).isEqualTo(10);
    assertThat(counts().failed()).isEqualTo(15);
    assertThat(store.prune(HOUR, 10)).isEqualTo(10);
    assertThat(store.prune(HOUR, 10)).isEqualTo(5);
    assertThat(store.prune(HOUR, 10)).isZero();
  }

  @Test
  void a_job_that_was_retried_by_hand_is_kept_from_its_new_end() {
    var id = push("h");
    var worker = worker();
    worker.fail(worker.claimOne());
    store.retry(id);
    time.advance(HOUR);
    store.cancel(id, "r");

    store.prune(HOUR, 100);

    assertThat(state(id)).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void workers_that_are_gone_for_long_are_forgotten() {
    var gone = worker();
    time.advance(LEASE.plus(HOUR).minus(MILLI));
    store.prune(HOUR, 100);
    assertThat(store.workers()).hasSize(1);
    time.advance(MILLI);

    var alive = worker();
    store.prune(HOUR, 100);

    assertThat(store.workers()).hasSize(1);
    assertThat(store.workers().getFirst().id()).isEqualTo(alive.id());
    assertThat(gone.renew()).isFalse();
  }

  @Test
  void a_worker_with_jobs_to_rescue_is_not_forgotten() {
    var id = push("h");
    worker().claimOne();
    time.advance(Duration.ofDays(1));

    store.prune(HOUR, 100);

    assertThat(store.workers()).hasSize(1);
    assertThat(store.rescue(10, BACK)).hasSize(1);
    assertThat(state(id)).isEqualTo(JobState.READY);
  }

  private JobId succeed(Duration keepResult) {
    var options = JobOptions.DEFAULT.keepResult(keepResult);
    var id = push(NewJob.now(SampleJobs.simple("h").spec().options(options)));
    var worker = worker();
    worker.done(worker.claimOne(), "42");
    return id;
  }

  private JobId succeedOn(String queue) {
    var id = push(SampleJobs.on(queue, "h"));
    var worker = worker();
    worker.done(worker.claim(queue, 1).getFirst());
    return id;
  }
}
