package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobState;
import dev.percheron.api.Queue;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.QueueStatus.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What queues promise: declared, counted, paused. Part of {@link JobStoreContract}. */
abstract class QueueContract extends RetryContract {
  @Test
  void the_default_queue_always_exists() {
    assertThat(store.queues()).containsExactly(Queue.named("default"));
    assertThat(status("default").counts()).isEqualTo(Counts.NONE);
    assertThat(status("default").pausedUntil()).isEmpty();
    assertThat(status("default").oldestReady()).isEmpty();
  }

  @Test
  void a_declared_queue_is_kept_as_it_was_declared() {
    var queue =
        Queue.named("pdf ünï 'x'")
            .executor("threads", Map.of("max-stuck", "2", "name", "a=b;c\"d"))
            .concurrency(4)
            .keepSucceeded(Duration.ofMinutes(90))
            .tags("gpu", "eu, \"west\"");

    store.declare(queue);

    assertThat(store.queues()).containsExactly(Queue.named("default"), queue);
  }

  @Test
  void queues_come_by_name() {
    store.declare(Queue.named("zebra"));
    store.declare(Queue.named("ant"));

    assertThat(store.queues()).extracting(Queue::name).containsExactly("ant", "default", "zebra");
    assertThat(store.queueStatus())
        .extracting(status -> status.queue().name())
        .containsExactly("ant", "default", "zebra");
  }

  @Test
  void declaring_again_changes_the_queue_and_keeps_what_is_in_it() {
    var id = push("h");
    store.pause("default", Instant.MAX);

    store.declare(Queue.named("default").executor("loop").concurrency(1).tags("gpu"));

    assertThat(store.queues())
        .containsExactly(Queue.named("default").executor("loop").concurrency(1).tags("gpu"));
    assertThat(state(id)).isEqualTo(JobState.READY);
    assertThat(status("default").pausedUntil()).contains(Instant.MAX);
    store.declare(Queue.named("default"));
    assertThat(store.queues()).containsExactly(Queue.named("default"));
  }

  @Test
  void jobs_are_counted_by_state_and_queue() {
    store.declare(Queue.named("other"));
    push(SampleJobs.on("other", "h"));

    oneInEveryState();

    assertThat(counts()).isEqualTo(new Counts(1, 1, 1, 1, 1, 1, 1));
    assertThat(status("other").counts()).isEqualTo(new Counts(0, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void counts_follow_every_change() {
    var jobs = oneInEveryState();

    jobs.values().forEach(store::retry);
    assertThat(counts()).isEqualTo(new Counts(1, 4, 1, 1, 0, 0, 0));
    jobs.values().forEach(id -> store.cancel(id, "r"));
    assertThat(counts()).isEqualTo(new Counts(0, 0, 1, 1, 0, 5, 0));
    jobs.values().forEach(store::delete);
    assertThat(counts()).isEqualTo(new Counts(0, 0, 1, 0, 0, 0, 0));
  }

  @Test
  void the_head_of_a_queue_says_how_long_it_has_been_ready() {
    push("first");
    time.advance(Duration.ofSeconds(3));
    push("second");
    time.advance(Duration.ofSeconds(4));

    assertThat(status("default").oldestReady()).contains(Duration.ofSeconds(7));
    worker().claimOne();
    assertThat(status("default").oldestReady()).contains(Duration.ofSeconds(4));
  }

  // Pausing

  @Test
  void nothing_of_a_paused_queue_is_claimed_and_the_others_go_on() {
    store.declare(Queue.named("other"));
    push("here");
    push(SampleJobs.on("other", "there"));

    assertThat(store.pause("default", Instant.MAX)).isTrue();

    var worker = worker();
    assertThat(worker.claim(1)).isEmpty();
    assertThat(worker.claim("other", 1)).hasSize(1);
    assertThat(status("default").pausedUntil()).contains(Instant.MAX);
    time.advance(Duration.ofDays(100_000));
    assertThat(worker().claim(1)).isEmpty();
  }

  @Test
  void a_paused_queue_resumes_exactly_at_its_time() {
    push("h");
    var until = time.instant().plusSeconds(10);
    store.pause("default", until);
    var worker = worker();

    assertThat(status("default").pausedUntil()).contains(until);
    time.advance(Duration.ofSeconds(10).minus(MILLI));
    assertThat(worker.claim(1)).isEmpty();
    time.advance(MILLI);

    assertThat(status("default").pausedUntil()).isEmpty();
    assertThat(worker.claim(1)).hasSize(1);
  }

  @Test
  void a_pause_until_a_moment_that_has_passed_is_none() {
    push("h");

    store.pause("default", time.instant());

    assertThat(status("default").pausedUntil()).isEmpty();
    assertThat(worker().claim(1)).hasSize(1);
  }

  @Test
  void a_paused_queue_goes_on_when_it_is_resumed() {
    push("h");
    store.pause("default", Instant.MAX);

    assertThat(store.resume("default")).isTrue();

    assertThat(worker().claim(1)).hasSize(1);
    assertThat(store.queueStatus())
        .extracting(QueueStatus::pausedUntil)
        .allMatch(Optional::isEmpty);
  }

  @Test
  void the_last_pause_counts() {
    push("h");
    store.pause("default", Instant.MAX);
    store.pause("default", time.instant().plusSeconds(1));

    time.advance(Duration.ofSeconds(1));

    assertThat(worker().claim(1)).hasSize(1);
  }

  @Test
  void a_paused_queue_takes_jobs_and_settles_those_that_run() {
    push("running");
    var worker = worker();
    var claimed = worker.claimOne();
    store.pause("default", Instant.MAX);

    var id = push("later");
    worker.retry(claimed, Duration.ZERO);

    assertThat(state(id)).isEqualTo(JobState.READY);
    assertThat(counts().ready()).isEqualTo(2);
  }

  @Test
  void a_queue_that_does_not_exist_cannot_be_paused_or_resumed() {
    assertThat(store.pause("nowhere", Instant.MAX)).isFalse();
    assertThat(store.resume("nowhere")).isFalse();
    assertThat(store.queues()).hasSize(1);
  }
}
