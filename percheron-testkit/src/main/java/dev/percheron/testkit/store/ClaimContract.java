package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.api.JobState.Move;
import dev.percheron.api.Queue;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What claiming promises. Part of {@link JobStoreContract}. */
abstract class ClaimContract extends UniqueKeyContract {
  @Test
  @Moves(Move.CLAIM)
  void a_claimed_job_runs() {
    var id = push("h");
    var worker = worker();

    var claimed = worker.claim(5);

    assertThat(ids(claimed)).containsExactly(id);
    var status = find(id).status();
    assertThat(status.state()).isEqualTo(JobState.RUNNING);
    assertThat(status.worker()).contains(worker.id());
    assertThat(status.startedAt()).contains(time.instant());
    assertThat(status.attempts()).isEqualTo(1);
    assertThat(status.finishedAt()).isEmpty();
  }

  @Test
  void no_job_is_claimed_twice() {
    push(SampleJobs.many(10));
    var one = worker();
    var other = worker();

    var all = new ArrayList<JobId>();
    all.addAll(ids(one.claim(4)));
    all.addAll(ids(other.claim(4)));
    all.addAll(ids(one.claim(4)));

    assertThat(all).hasSize(10).doesNotHaveDuplicates();
    assertThat(other.claim(1)).isEmpty();
  }

  @Test
  void jobs_of_one_claim_share_its_number_and_have_places_from_zero() {
    push(SampleJobs.many(3));

    var claimed = worker().claim(3);

    assertThat(claimed).extracting(ClaimedJob::place).containsExactly(0, 1, 2);
    assertThat(claimed)
        .extracting(job -> job.attempt().claim())
        .containsOnly(claimed.getFirst().attempt().claim());
  }

  @Test
  void claim_numbers_only_grow() {
    push(SampleJobs.many(3));
    var one = worker();
    var other = worker();

    var first = one.claimOne().attempt().claim();
    var second = other.claimOne().attempt().claim();
    one.renew();
    time.advance(LEASE);
    store.rescue(10, BACK);
    var third = worker().claimOne().attempt().claim();

    assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void larger_priority_comes_first_then_the_earlier_due_then_the_smaller_id() {
    var plain = push("plain");
    var low = push(SampleJobs.priority("low", -100));
    var high = push(SampleJobs.priority("high", 100));
    var promoted = push(SampleJobs.in("promoted", Duration.ofSeconds(1)));
    var above = push(SampleJobs.priority("above", 1));
    time.advance(Duration.ofSeconds(2));
    var latest = push("latest");
    var lastHigh = push(SampleJobs.priority("high", 100));
    store.promote(10);

    var order = ids(worker().claim(10));

    assertThat(order).containsExactly(high, lastHigh, above, plain, promoted, latest, low);
  }

  @Test
  void the_earlier_due_comes_first_even_with_the_larger_id() {
    var later = push(SampleJobs.in("later", Duration.ofSeconds(3)));
    time.advance(Duration.ofSeconds(1));
    var sooner = push(SampleJobs.in("sooner", Duration.ofSeconds(1)));
    time.advance(Duration.ofMillis(1500));
    var between = push("between");
    time.advance(Duration.ofSeconds(1));
    store.promote(10);

    assertThat(ids(worker().claim(10))).containsExactly(sooner, between, later);
  }

  @Test
  void jobs_pushed_at_one_moment_come_in_the_order_of_their_ids() {
    var ids = push(SampleJobs.many(500));
    var worker = worker();

    var order = new ArrayList<JobId>();
    for (var claimed = worker.claim(7); !claimed.isEmpty(); claimed = worker.claim(7)) {
      order.addAll(ids(claimed));
    }

    assertThat(order).isEqualTo(ids);
  }

  @Test
  void a_job_that_is_given_back_keeps_its_place() {
    var first = push("first");
    time.advance(MILLI);
    var second = push("second");
    var worker = worker();
    var claimed = worker.claimOne();
    time.advance(MILLI);
    var third = push("third");

    worker.giveBack(claimed);

    assertThat(ids(worker.claim(3))).containsExactly(first, second, third);
  }

  @Test
  void a_job_that_is_retried_at_once_stands_behind_those_that_were_due_before() {
    var first = push("first");
    var worker = worker();
    var claimed = worker.claimOne();
    time.advance(MILLI);
    var second = push("second");
    time.advance(MILLI);
    worker.retry(claimed, Duration.ZERO);
    time.advance(MILLI);
    var third = push("third");

    assertThat(ids(worker.claim(3))).containsExactly(second, first, third);
  }

  @Test
  void a_claim_takes_one_queue_only() {
    store.declare(Queue.named("other"));
    var here = push("here");
    var there = push(SampleJobs.on("other", "there"));
    var worker = worker();

    assertThat(ids(worker.claim("other", 10))).containsExactly(there);
    assertThat(ids(worker.claim(10))).containsExactly(here);
  }

  @Test
  void a_claim_of_an_unknown_queue_or_by_an_unknown_worker_takes_nothing() {
    var id = push("h");

    assertThat(worker().claim("unknown", 1)).isEmpty();
    assertThat(store.claim(new WorkerId(4711), new ClaimRequest("default", 1, 0))).isEmpty();
    assertThat(state(id)).isEqualTo(JobState.READY);
  }

  @Test
  void a_claim_takes_no_more_than_it_asks_for() {
    push(SampleJobs.many(10));
    var worker = worker();

    assertThat(worker.claim(2, 3)).hasSize(5);
    assertThat(counts().ready()).isEqualTo(5);
    assertThat(worker.claim(Integer.MAX_VALUE, Integer.MAX_VALUE)).hasSize(5);
  }

  @Test
  void jobs_claimed_ahead_have_not_started() {
    var ids = push(SampleJobs.many(3));

    worker().claim(1, 2);

    assertThat(find(ids.get(0)).status().attempts()).isEqualTo(1);
    assertThat(find(ids.get(0)).status().startedAt()).contains(time.instant());
    for (var ahead : ids.subList(1, 3)) {
      assertThat(state(ahead)).isEqualTo(JobState.RUNNING);
      assertThat(find(ahead).status().attempts()).isZero();
      assertThat(find(ahead).status().startedAt()).isEmpty();
    }
  }

  @Test
  void a_claim_only_ahead_starts_nothing() {
    var id = push("h");

    var claimed = worker().claim(0, 1);

    assertThat(ids(claimed)).containsExactly(id);
    assertThat(find(id).status().attempts()).isZero();
  }

  @Test
  void a_job_claimed_ahead_counts_from_its_start_on() {
    var id = push("h");
    var worker = worker();
    var claimed = worker.claim(0, 1).getFirst();
    time.advance(MILLI);

    worker.started(claimed);
    var startedAt = time.instant();
    time.advance(MILLI);
    worker.started(claimed);

    assertThat(find(id).status().attempts()).isEqualTo(1);
    assertThat(find(id).status().startedAt()).contains(startedAt);
  }

  @Test
  void a_job_past_its_start_deadline_is_claimed_like_any_other() {
    var id = push(NewJob.now(SampleJobs.simple("late").spec().startBy(time.instant())));
    time.advance(Duration.ofDays(1));

    assertThat(ids(worker().claim(1))).containsExactly(id);
  }
}
