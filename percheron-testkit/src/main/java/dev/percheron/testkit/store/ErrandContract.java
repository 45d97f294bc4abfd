package dev.percheron.testkit.store;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobId;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.Errand;
import dev.percheron.spi.JobStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What workers are asked for through the store. Part of {@link JobStoreContract}. */
abstract class ErrandContract extends LeaseContract {
  private static final Errand DRAIN = new Errand.Drain();
  private static final Errand STACK = new Errand.Stack(new JobId(7));

  @Test
  void a_worker_finds_what_it_alone_is_asked_for_oldest_first() {
    var asked = worker();
    var other = worker();

    long first = store.ask(asked.id(), STACK).orElseThrow();
    long second = store.ask(asked.id(), DRAIN).orElseThrow();

    assertThat(store.errands(asked.id()))
        .containsExactly(entry(first, STACK), entry(second, DRAIN));
    assertThat(store.errands(other.id())).isEmpty();
    assertThat(store.answered(first)).isEmpty();
  }

  @Test
  void an_errand_is_answered_once_by_the_worker_that_was_asked() {
    var asked = worker();
    var other = worker();
    long errand = store.ask(asked.id(), STACK).orElseThrow();

    store.answer(other.id(), errand, "not mine");
    assertThat(store.answered(errand)).isEmpty();
    store.answer(asked.id(), errand, "at Some.where(Some.java:1)\n\t'quoted'");
    store.answer(asked.id(), errand, "again");

    assertThat(store.answered(errand)).contains("at Some.where(Some.java:1)\n\t'quoted'");
    assertThat(store.errands(asked.id())).isEmpty();
  }

  @Test
  void asking_again_before_the_answer_is_the_same_errand_and_after_it_another() {
    var asked = worker();
    long errand = store.ask(asked.id(), STACK).orElseThrow();

    assertThat(store.ask(asked.id(), STACK)).hasValue(errand);
    store.answer(asked.id(), errand, "there");
    long next = store.ask(asked.id(), STACK).orElseThrow();

    assertThat(next).isNotEqualTo(errand);
    assertThat(store.answered(errand)).contains("there");
    assertThat(store.answered(next)).isEmpty();
  }

  @Test
  void nobody_can_be_asked_who_is_gone_or_never_was() {
    var late = worker();
    var ended = worker();
    store.retire(ended.id());

    assertThat(store.ask(ended.id(), DRAIN)).isEmpty();
    assertThat(store.ask(new WorkerId(999_999), DRAIN)).isEmpty();
    time.advance(LEASE);
    assertThat(store.ask(late.id(), DRAIN)).isEmpty();
  }

  @Test
  void an_errand_and_its_answer_are_forgotten_in_time() {
    var asked = worker();
    long errand = store.ask(asked.id(), STACK).orElseThrow();
    store.answer(asked.id(), errand, "there");

    time.advance(JobStore.ERRAND_KEPT.minus(MILLI));
    store.prune(Duration.ofDays(1), 10);
    assertThat(store.answered(errand)).contains("there");
    time.advance(MILLI);
    store.prune(Duration.ofDays(1), 10);

    assertThat(store.answered(errand)).isEmpty();
  }
}
