package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.JobRefused;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Queue;
import dev.percheron.spi.StoreListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When listeners hear that it is worth looking. Part of {@link JobStoreContract}. */
abstract class SignalContract extends PruneContract {
  /** Keeps what it hears; a store may tell it on a thread of its own. */
  private static final class Ear implements StoreListener {
    final BlockingQueue<Set<String>> heard = new LinkedBlockingQueue<>();

    @Override
    public void ready(Set<String> queues) {
      heard.add(queues);
    }

    @Override
    public void changed() {
      heard.add(Set.of("(changed)"));
    }

    /** Waits until it has heard of {@code what}. */
    void await(String what) throws InterruptedException {
      var next = heard.poll(20, TimeUnit.SECONDS);
      while (next != null && !next.contains(what)) {
        next = heard.poll(20, TimeUnit.SECONDS);
      }
      assertThat(next).as("the signal of " + what).isNotNull();
    }
  }

  private final Ear ear = new Ear();

  @Test
  void a_push_is_heard() throws Exception {
    store.declare(Queue.named("other"));
    store.listen(ear);

    store.push(List.of(SampleJobs.simple("h"), SampleJobs.on("other", "h")));

    ear.await("other");
    push("h");
    ear.await(JobSpec.DEFAULT_QUEUE);
  }

  @Test
  void a_scheduled_job_is_heard_when_it_is_pushed_and_when_it_is_due() throws Exception {
    store.listen(ear);

    push(SampleJobs.in("h", Duration.ofSeconds(1)));
    ear.await(JobSpec.DEFAULT_QUEUE);
    ear.heard.clear();
    pass(Duration.ofSeconds(1));

    ear.await(JobSpec.DEFAULT_QUEUE);
  }

  @Test
  void a_job_that_comes_back_from_its_worker_is_heard() throws Exception {
    push(SampleJobs.many(3));
    var worker = worker();
    var claimed = worker.claim(3);
    store.listen(ear);

    worker.giveBack(claimed.get(0));
    ear.await(JobSpec.DEFAULT_QUEUE);
    worker.retry(claimed.get(1), Duration.ZERO);
    ear.await(JobSpec.DEFAULT_QUEUE);
    loseWorkers();

    ear.await(JobSpec.DEFAULT_QUEUE);
  }

  @Test
  void a_retry_by_hand_and_a_resumed_queue_are_heard() throws Exception {
    var id = push("h");
    var worker = worker();
    worker.fail(worker.claimOne());
    store.pause("default", Instant.MAX);
    store.listen(ear);

    store.retry(id);
    ear.await(JobSpec.DEFAULT_QUEUE);
    ear.heard.clear();
    store.resume(JobSpec.DEFAULT_QUEUE);

    assertThat(ear.heard.poll(20, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void a_listener_may_use_the_store() throws Exception {
    var found = new LinkedBlockingQueue<Long>();
    store.listen(
        new StoreListener() {
          @Override
          public void ready(Set<String> queues) {
            found.add(counts().ready());
          }

          @Override
          public void changed() {}
        });

    push("h");

    assertThat(found.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void a_listener_that_throws_disturbs_nobody() throws Exception {
    store.listen(
        new StoreListener() {
          @Override
          public void ready(Set<String> queues) {
            throw new IllegalStateException("a listener that throws, as the test wants it");
          }

          @Override
          public void changed() {}
        });
    store.listen(ear);

    push("h");

    ear.await(JobSpec.DEFAULT_QUEUE);
    assertThat(counts().ready()).isEqualTo(1);
  }

  @Test
  void who_has_unsubscribed_hears_nothing() throws Exception {
    var other = new Ear();
    var subscription = store.listen(ear);
    store.listen(other);

    subscription.close();
    push("h");

    other.await(JobSpec.DEFAULT_QUEUE);
    assertThat(ear.heard).isEmpty();
  }

  @Test
  void what_was_refused_is_not_heard() throws Exception {
    store.listen(ear);

    assertThatThrownBy(
            () -> store.push(List.of(SampleJobs.simple("h"), SampleJobs.on("nowhere", "h"))))
        .isInstanceOf(JobRefused.class);
    store.declare(Queue.named("marker"));
    push(SampleJobs.on("marker", "h"));

    ear.await("marker");
    assertThat(ear.heard).noneMatch(queues -> queues.contains(JobSpec.DEFAULT_QUEUE));
  }
}
