package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.api.JobState.Move;
import dev.percheron.api.Queue;
import dev.percheron.api.SchemaMismatch;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.SettleAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What outlives an object, a connection and a bad row, for stores that do. Part of {@link
 * JobStoreContract}.
 */
abstract class DurabilityContract extends RaceContract {
  @Test
  void a_closed_store_says_so() {
    store.close();

    assertThatThrownBy(() -> push("h")).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> store.find(new JobId(1))).isInstanceOf(StoreUnavailable.class);
    forget();
  }

  @Test
  void closing_twice_is_closing_once() {
    store.close();

    store.close();

    forget();
  }

  @Test
  void everything_is_there_after_a_restart() throws Exception {
    store.declare(Queue.named("other").executor("threads").concurrency(3));
    store.pause("other", Instant.MAX);
    var jobs = oneInEveryState().values();
    var attempts = jobs.stream().map(store::attempts).toList();
    var before = store.list(JobFilter.NEWEST);
    var queues = store.queueStatus();
    var workers = store.workers();

    restart();

    assertThat(store.list(JobFilter.NEWEST)).isEqualTo(before);
    assertThat(store.queueStatus()).isEqualTo(queues);
    assertThat(store.workers()).isEqualTo(workers);
    assertThat(jobs.stream().map(store::attempts).toList()).isEqualTo(attempts);
    assertThat(push("new")).isGreaterThan(before.getFirst().id());
  }

  @Test
  void a_worker_goes_on_over_another_connection() throws Exception {
    push(SampleJobs.many(2));
    var worker = worker();
    var claimed = worker.claim(2);
    worker.done(claimed.get(0));

    restart();

    var again = worker.over(store);
    assertThat(again.renew()).isTrue();
    assertThat(again.done(claimed.get(0))).isEqualTo(SettleAnswer.REVOKED);
    assertThat(again.done(claimed.get(1))).isEqualTo(SettleAnswer.SETTLED);
  }

  @Test
  void a_second_process_sees_and_does_everything() throws Exception {
    var other = second();
    var here = push(SampleJobs.unique("here", "key"));
    other.declare(Queue.named("made.there"));

    assertThat(other.find(here)).isEqualTo(store.find(here));
    assertThat(other.push(List.of(SampleJobs.unique("there", "key"))).getFirst().id())
        .isEqualTo(here);
    var there = other.push(List.of(SampleJobs.on("made.there", "there"))).getFirst().id();
    assertThat(there).isNotEqualTo(here);
    assertThat(push(SampleJobs.on("made.there", "here"))).isNotEqualTo(there);

    var worker = HandWorker.register(other, time);
    assertThat(ids(worker.claim("made.there", 5))).hasSize(2);
    assertThat(state(there)).isEqualTo(JobState.RUNNING);
    store.cancel(there, "from here");
    assertThat(worker.wishes()).containsEntry(there, "from here");
  }

  @Test
  void a_second_process_rescues_what_the_first_left() throws Exception {
    var id = push("h");
    var dead = worker();
    var lost = dead.claimOne();
    var other = second();
    time.advance(LEASE);

    assertThat(other.rescue(10, BACK)).hasSize(1);

    assertThat(dead.done(lost)).isEqualTo(SettleAnswer.REVOKED);
    assertThat(state(id)).isEqualTo(JobState.READY);
  }

  @Test
  void a_queue_changed_by_another_process_is_changed_here() throws Exception {
    store.declare(Queue.named("pdf"));
    push(SampleJobs.on("pdf", "h"));
    var other = second();

    other.pause("pdf", Instant.MAX);
    assertThat(worker().claim("pdf", 1)).isEmpty();
    other.resume("pdf");
    other.declare(Queue.named("pdf").keepSucceeded(Duration.ZERO));
    var worker = worker();
    worker.done(worker.claim("pdf", 1).getFirst());

    assertThat(status("pdf").counts().succeeded()).isZero();
  }

  @Test
  void what_a_newer_version_has_written_is_refused() throws Exception {
    push("h");
    store.close();
    forget();

    assumeTrue(plantNewerSchema(), "what this store keeps has no version");

    assertThatThrownBy(this::openAgain).isInstanceOf(SchemaMismatch.class);
  }

  // Rows that cannot be read

  @Test
  @Moves(Move.PARK)
  void an_unreadable_row_is_parked_and_shown_and_the_others_go_on() throws Exception {
    var before = push("before");
    var bad = push("bad");
    var after = push("after");
    assumeTrue(plantUnreadableRow(bad), "nothing of this store can be damaged");

    var claimed = worker().claim(3);

    assertThat(ids(claimed)).containsExactly(before, after);
    assertThat(claimed.getLast().place()).isLessThan(claimed.size());
    assertThat(state(bad)).isEqualTo(JobState.FAILED);
    assertThat(find(bad).status().failure()).isPresent();
    assertThat(find(bad).status().finishedAt()).contains(time.instant());
    assertThat(counts().failed()).isEqualTo(1);
  }

  @Test
  void an_unreadable_row_does_not_hide_the_others_from_a_list() throws Exception {
    var before = push("before");
    var bad = push("bad");
    var after = push("after");
    assumeTrue(plantUnreadableRow(bad), "nothing of this store can be damaged");

    var listed = store.list(JobFilter.NEWEST);

    assertThat(listed).extracting(Job::id).contains(before, after);
  }

  @Test
  void an_unreadable_row_can_be_deleted() throws Exception {
    var bad = push("bad");
    assumeTrue(plantUnreadableRow(bad), "nothing of this store can be damaged");
    worker().claim(1);

    assertThat(store.delete(bad)).isEqualTo(ChangeAnswer.DONE);

    assertThat(store.find(bad)).isEmpty();
  }
}
