package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobState;
import dev.percheron.api.JobState.Move;
import dev.percheron.api.Queue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a scheduled job becomes ready. Part of {@link JobStoreContract}. */
abstract class PromoteContract extends ClaimContract {
  @Test
  @Moves(Move.PROMOTE)
  void a_job_becomes_ready_exactly_when_it_is_due_and_not_before() {
    var id = push(SampleJobs.in("later", Duration.ofSeconds(10)));

    time.advance(Duration.ofSeconds(10).minus(MILLI));
    assertThat(store.promote(10)).isZero();
    assertThat(state(id)).isEqualTo(JobState.SCHEDULED);
    time.advance(MILLI);
    assertThat(store.promote(10)).isEqualTo(1);

    assertThat(state(id)).isEqualTo(JobState.READY);
    assertThat(find(id).status().dueAt()).isEmpty();
    assertThat(ids(worker().claim(2))).containsExactly(id);
  }

  @Test
  void promotion_takes_the_first_due_first_and_no_more_than_asked() {
    var last = push(SampleJobs.in("c", Duration.ofSeconds(3)));
    var first = push(SampleJobs.in("a", Duration.ofSeconds(1)));
    var second = push(SampleJobs.in("b", Duration.ofSeconds(2)));
    time.advance(Duration.ofSeconds(5));

    assertThat(store.promote(2)).isEqualTo(2);

    assertThat(List.of(state(first), state(second))).containsOnly(JobState.READY);
    assertThat(state(last)).isEqualTo(JobState.SCHEDULED);
    assertThat(store.promote(2)).isEqualTo(1);
    assertThat(store.promote(2)).isZero();
  }

  @Test
  void the_next_due_is_the_earliest_of_all_queues() {
    store.declare(Queue.named("other"));
    assertThat(store.nextDue()).isEmpty();
    var start = time.instant();
    push(SampleJobs.at("b", start.plusSeconds(20)));
    push(SampleJobs.at("a", start.plusSeconds(10)));
    push("now");

    assertThat(store.nextDue()).contains(start.plusSeconds(10));
    pass(Duration.ofSeconds(10));
    assertThat(store.nextDue()).contains(start.plusSeconds(20));
    pass(Duration.ofSeconds(10));
    assertThat(store.nextDue()).isEmpty();
  }
}
