package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.Due;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobOptions;
import dev.percheron.api.JobRefused;
import dev.percheron.api.JobSpec;
import dev.percheron.api.JobState;
import dev.percheron.api.Limits;
import dev.percheron.api.Queue;
import dev.percheron.api.RetryPolicy;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What pushing promises. Part of {@link JobStoreContract}. */
abstract class PushContract extends StoreSeam {
  @Test
  void a_pushed_job_is_ready_and_as_it_was_asked_for() {
    var spec =
        new JobSpec(
            "mails.send — ünïcode 🐎",
            "default",
            -7,
            "[1,\"zwei\\n\",{\"drei\":[null,true]}]",
            Map.of("tenant", "a'b\"c\\d%_;--", "empty", ""),
            new JobOptions(
                RetryPolicy.exponential(7, Duration.ofMillis(1500))
                    .atMost(Duration.ofMinutes(3))
                    .jitter(0.25)
                    .giveUpOn(IllegalArgumentException.class)
                    .retryOn(RuntimeException.class),
                Limits.NONE
                    .time(Duration.ofMillis(2500))
                    .memory(1L << 33)
                    .cpu(Duration.ofSeconds(9)),
                Duration.ofHours(3)),
            Optional.of(time.instant().plusSeconds(60)));

    var id = push(new NewJob(spec, Due.NOW, Optional.of("key 'of' it")));

    var job = find(id);
    assertThat(job.id()).isEqualTo(id);
    assertThat(job.spec()).isEqualTo(spec);
    assertThat(job.uniqueKey()).contains("key 'of' it");
    assertThat(job.createdAt()).isEqualTo(time.instant());
    assertThat(job.state()).isEqualTo(JobState.READY);
    assertThat(job.status().attempts()).isZero();
    assertThat(job.status().dueAt()).isEmpty();
    assertThat(job.status().worker()).isEmpty();
    assertThat(job.status().startedAt()).isEmpty();
    assertThat(job.status().finishedAt()).isEmpty();
    assertThat(job.status().result()).isEmpty();
    assertThat(job.status().failure()).isEmpty();
    assertThat(job.status().progress()).isEmpty();
  }

  @Test
  void a_worker_gets_a_job_as_it_was_asked_for() {
    var spec =
        JobSpec.of("h", "default", "[\"ä\"]")
            .metadata(Map.of("k", "v"))
            .options(JobOptions.DEFAULT.retry(RetryPolicy.fixed(3, Duration.ofSeconds(4))))
            .startBy(time.instant().plusSeconds(5));
    var id = push(NewJob.now(spec));
    var worker = worker();

    var claimed = worker.claimOne();

    assertThat(claimed.attempt().job()).isEqualTo(id);
    assertThat(claimed.attempt().spec()).isEqualTo(spec);
    assertThat(claimed.attempt().createdAt()).isEqualTo(time.instant());
    assertThat(claimed.attempt().number()).isEqualTo(1);
    assertThat(claimed.forgiven()).isZero();
  }

  @Test
  void ids_grow_in_the_order_of_a_batch_and_of_pushes() {
    var first = push(SampleJobs.many(10));
    var second = push(SampleJobs.many(10));

    assertThat(first).isSorted();
    assertThat(second).isSorted();
    assertThat(second.getFirst()).isGreaterThan(first.getLast());
  }

  @Test
  void a_delayed_job_is_scheduled() {
    var id = push(SampleJobs.in("later", Duration.ofMinutes(5)));

    assertThat(state(id)).isEqualTo(JobState.SCHEDULED);
    assertThat(find(id).status().dueAt()).contains(time.instant().plus(Duration.ofMinutes(5)));
    assertThat(store.nextDue()).contains(time.instant().plus(Duration.ofMinutes(5)));
    assertThat(worker().claim(1)).isEmpty();
  }

  @Test
  void a_job_for_an_instant_is_scheduled_for_it() {
    var due = time.instant().plusSeconds(90);

    var id = push(SampleJobs.at("later", due));

    assertThat(find(id).status().dueAt()).contains(due);
  }

  @Test
  void a_job_for_an_instant_that_has_come_is_ready() {
    var past = push(SampleJobs.at("past", time.instant().minusSeconds(1)));
    var longAgo = push(SampleJobs.at("past", Instant.EPOCH));
    var now = push(SampleJobs.at("now", time.instant()));
    var none = push(SampleJobs.in("none", Duration.ZERO));

    assertThat(List.of(state(past), state(longAgo), state(now), state(none)))
        .containsOnly(JobState.READY);
  }

  @Test
  void a_job_for_the_end_of_time_waits() {
    var id = push(SampleJobs.at("never", Instant.MAX));

    pass(Duration.ofDays(365_000));

    assertThat(state(id)).isEqualTo(JobState.SCHEDULED);
  }

  @Test
  void an_empty_batch_is_nothing() {
    assertThat(store.push(List.of())).isEmpty();
    assertThat(store.list(JobFilter.NEWEST)).isEmpty();
  }

  @Test
  void a_large_batch_is_stored_and_runs() {
    int size = batchSize();

    var pushed = store.push(SampleJobs.many(size));

    assertThat(pushed).hasSize(size).allMatch(Pushed::isNew);
    assertThat(new HashSet<>(pushed)).hasSize(size);
    assertThat(counts().ready()).isEqualTo(size);
    var worker = worker();
    assertThat(worker.allDone(worker.claim(500))).hasSize(500);
    assertThat(counts().ready()).isEqualTo(size - 500);
  }

  @Test
  void a_queue_that_does_not_exist_is_refused_by_name() {
    store.declare(Queue.named("pdf"));

    assertThatThrownBy(() -> push(SampleJobs.on("pfd", "h")))
        .isInstanceOf(JobRefused.class)
        .hasMessageContaining("'pfd'")
        .hasMessageContaining("pdf")
        .hasMessageContaining("default");
  }

  @Test
  void one_bad_element_names_itself_and_nothing_is_stored() {
    var jobs =
        List.of(
            SampleJobs.simple("good"),
            SampleJobs.unique("good", "k"),
            SampleJobs.on("nowhere", "bad.one"),
            SampleJobs.simple("good"));

    assertThatThrownBy(() -> store.push(jobs))
        .isInstanceOf(JobRefused.class)
        .hasMessageContaining("bad.one")
        .hasMessageContaining("3 of 4")
        .hasMessageContaining("'nowhere'");
    assertThat(store.list(JobFilter.NEWEST)).isEmpty();
    assertThat(store.push(List.of(SampleJobs.unique("good", "k"))).getFirst().isNew()).isTrue();
  }

  @Test
  void a_refusal_shows_no_control_characters() {
    assertThatThrownBy(() -> push(SampleJobs.on("evil\u001b[2J", "h")))
        .isInstanceOf(JobRefused.class)
        .message()
        .doesNotContain("\u001b")
        .contains("\\u001b");
  }
}
