package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.CancelAnswer;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.spi.Pushed;
import dev.percheron.spi.SettleAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds when many threads do it at once. Part of {@link JobStoreContract}. */
abstract class RaceContract extends SignalContract {
  private static final int ROUNDS = 40;

  @Test
  void many_claimers_get_disjoint_jobs_and_leave_none() throws Exception {
    var pushed = push(SampleJobs.many(2_000));

    var claimed = together(4, number -> this::claimAll);

    var all = claimed.stream().flatMap(List::stream).toList();
    assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(pushed);
    assertThat(counts().succeeded()).isEqualTo(2_000);
  }

  @Test
  void many_claimers_and_pushers_at_once_lose_nothing() throws Exception {
    Queue<JobId> done = new ConcurrentLinkedQueue<>();

    var pushed =
        together(
            4,
            number ->
                () -> {
                  var mine = new ArrayList<JobId>();
                  for (int i = 0; i < 100; i++) {
                    mine.addAll(push(SampleJobs.many(3)));
                    done.addAll(claimAll());
                  }
                  return mine;
                });
    done.addAll(claimAll());

    assertThat(done)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(pushed.stream().flatMap(List::stream).toList());
  }

  @Test
  void a_unique_key_is_given_to_one_of_many_pushers() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var key = "key " + round;

      var pushed =
          together(8, number -> () -> store.push(List.of(SampleJobs.unique("h", key))).getFirst());

      assertThat(pushed).filteredOn(Pushed::isNew).hasSize(1);
      assertThat(pushed).extracting(Pushed::id).containsOnly(pushed.getFirst().id());
    }
  }

  @Test
  void ids_are_unique_among_many_pushers() throws Exception {
    var pushed =
        together(8, number -> () -> IntStream.range(0, 100).mapToObj(i -> push("h")).toList());

    assertThat(new HashSet<>(pushed.stream().flatMap(List::stream).toList())).hasSize(800);
    pushed.forEach(mine -> assertThat(mine).isSorted());
  }

  @Test
  void of_settling_and_rescuing_exactly_one_wins() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var id = push("h");
      var late = worker();
      var claimed = late.claimOne();
      time.advance(LEASE);

      var answers =
          together(
              2,
              number ->
                  number == 0
                      ? () -> late.done(claimed) == SettleAnswer.SETTLED
                      : () -> !store.rescue(10, BACK).isEmpty());

      assertThat(answers).containsExactlyInAnyOrder(true, false);
      boolean settled = answers.getFirst();
      assertThat(state(id)).isEqualTo(settled ? JobState.SUCCEEDED : JobState.READY);
      store.delete(id);
    }
  }

  @Test
  void of_many_settlers_of_one_job_exactly_one_wins() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      push("h");
      var worker = worker();
      var claimed = worker.claimOne();

      var answers = together(4, number -> () -> worker.done(claimed));

      assertThat(answers).containsOnlyOnce(SettleAnswer.SETTLED);
    }
    assertThat(counts().succeeded()).isEqualTo(ROUNDS);
  }

  @Test
  void of_many_rescuers_exactly_one_gets_each_job() throws Exception {
    push(SampleJobs.many(100));
    var dead = worker();
    IntStream.range(0, 20).forEach(i -> dead.claim(5));
    time.advance(LEASE);

    var rescued = together(4, number -> () -> store.rescue(100, BACK));

    assertThat(rescued.stream().mapToInt(List::size).sum()).isEqualTo(100);
    assertThat(counts().ready()).isEqualTo(100);
  }

  @Test
  void of_claiming_and_cancelling_exactly_one_wins() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var id = push("h");
      var worker = worker();

      var answers =
          together(
              2,
              number ->
                  number == 0
                      ? () -> !worker.claim(1).isEmpty()
                      : () -> store.cancel(id, "r") == CancelAnswer.CANCELLED);

      assertThat(answers).containsExactlyInAnyOrder(true, false);
      boolean claimed = answers.getFirst();
      assertThat(state(id)).isEqualTo(claimed ? JobState.RUNNING : JobState.CANCELLED);
      assertThat(worker.wishes().containsKey(id)).isEqualTo(claimed);
      loseWorkers();
    }
  }

  @Test
  void of_many_promoters_each_job_is_promoted_once() throws Exception {
    IntStream.range(0, 200).forEach(i -> push(SampleJobs.in("h", Duration.ofSeconds(1))));
    time.advance(Duration.ofSeconds(1));

    var promoted = together(4, number -> () -> store.promote(1_000));

    assertThat(promoted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
    assertThat(counts().ready()).isEqualTo(200);
  }

  /** Claims and settles until nothing is ready. */
  private List<JobId> claimAll() {
    var worker = worker();
    var all = new ArrayList<JobId>();
    for (var claimed = worker.claim(7); !claimed.isEmpty(); claimed = worker.claim(7)) {
      assertThat(worker.allDone(claimed)).containsOnly(SettleAnswer.SETTLED);
      all.addAll(ids(claimed));
    }
    return all;
  }

  /** What each of several threads does. */
  @FunctionalInterface
  private interface Part<T> {
    Callable<T> of(int number);
  }

  /**
   * Does the parts at the same time, each on a thread of its own, and gives their answers in order.
   */
  private static <T> List<T> together(int threads, Part<T> part) throws Exception {
    var barrier = new CyclicBarrier(threads);
    try (var executor = Executors.newFixedThreadPool(threads)) {
      var running = new ArrayList<Future<T>>();
      for (int i = 0; i < threads; i++) {
        var mine = part.of(i);
        running.add(
            executor.submit(() -> {
              barrier.await(60, TimeUnit.SECONDS);
              return mine.call();
            }));
      }
      var answers = new ArrayList<T>();
      for (var one : running) {
        answers.add(one.get(120, TimeUnit.SECONDS));
      }
      return answers;
    }
  }
}
