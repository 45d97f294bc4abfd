package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.JobRefused;
import dev.percheron.api.JobSpec;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import dev.percheron.spi.StoreListener;
import dev.percheron.spi.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteWriterTest {
  @TempDir Path directory;
  private SqliteStore store;

  @BeforeEach
  void open() {
    store = openAgain();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void writes_that_wait_share_one_commit() throws Exception {
    var gate = new CountDownLatch(1);
    try (var pushers = Executors.newVirtualThreadPerTaskExecutor()) {
      var held = hold(pushers, gate);
      var pushes = submit(pushers, 20, () -> store.push(List.of(job("default"))));
      awaitWaiting(20);
      long before = store.writer().commits();

      gate.countDown();

      held.get();
      for (var push : pushes) {
        assertThat(push.get()).hasSize(1);
      }
      assertThat(store.writer().commits() - before).isEqualTo(2);
    }
  }

  @Test
  void a_write_that_fails_does_not_spoil_those_it_shares_a_commit_with() throws Exception {
    var gate = new CountDownLatch(1);
    try (var pushers = Executors.newVirtualThreadPerTaskExecutor()) {
      var held = hold(pushers, gate);
      var good = submit(pushers, 5, () -> store.push(List.of(job("default"), job("default"))));
      var bad = pushers.submit(() -> store.push(List.of(job("default"), job("nowhere"))));
      var ugly = pushers.submit(() -> store.writer().write(tx -> tx.on("ready.add").run()));
      var broken = pushers.submit(() -> store.writer().write(tx -> explode()));
      awaitWaiting(8);

      gate.countDown();

      held.get();
      for (var push : good) {
        assertThat(push.get()).hasSize(2);
      }
      assertThatThrownBy(bad::get).hasCauseInstanceOf(JobRefused.class);
      assertThatThrownBy(ugly::get).hasCauseInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(broken::get).hasRootCauseInstanceOf(StackOverflowError.class);
    }
    assertThat(store.queueStatus().getFirst().counts().ready()).isEqualTo(10);
    assertThat(store.problems()).isEmpty();
  }

  @Test
  void ids_of_a_push_that_failed_are_not_given_twice() {
    var first = store.push(List.of(job("default"))).getFirst().id();
    assertThatThrownBy(() ->
            store
                .writer()
                .write(tx -> {
                  tx.ids(5);
                  return explode();
                }))
        .isInstanceOf(StoreUnavailable.class);

    var next = store.push(List.of(job("default"), job("default")));

    assertThat(next).extracting(Pushed::id).doesNotHaveDuplicates().doesNotContain(first);
  }

  @Test
  void a_listener_that_throws_disturbs_nobody() {
    store.listen(
        new StoreListener() {
          @Override
          public void ready(Set<String> queues) {
            throw new IllegalStateException("a listener's own trouble");
          }

          @Override
          public void changed() {
            throw new AssertionError("even more trouble");
          }
        });

    assertThat(store.push(List.of(job("default")))).hasSize(1);
    assertThat(store.push(List.of(job("default")))).hasSize(1);
  }

  @Test
  void a_push_of_one_process_is_heard_by_another_at_once() throws Exception {
    try (var other = openAgain()) {
      var heard = new CountDownLatch(1);
      other.listen(
          new StoreListener() {
            @Override
            public void ready(Set<String> queues) {}

            @Override
            public void changed() {
              heard.countDown();
            }
          });

      store.push(List.of(job("default")));

      assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void two_processes_that_write_all_the_time_both_get_on() throws Exception {
    try (var other = openAgain();
        var pushers = Executors.newVirtualThreadPerTaskExecutor()) {
      var here = submit(pushers, 4, () -> pushMany(store));
      var there = submit(pushers, 4, () -> pushMany(other));

      for (var push : here) {
        push.get();
      }
      for (var push : there) {
        push.get();
      }
    }
    assertThat(store.queueStatus().getFirst().counts().ready()).isEqualTo(8 * 50);
    assertThat(store.problems()).isEmpty();
  }

  @Test
  void a_listener_that_writes_is_told_that_it_must_not() throws Exception {
    var told = new CountDownLatch(1);
    store.listen(
        new StoreListener() {
          @Override
          public void ready(Set<String> queues) {
            try {
              store.promote(1);
            } catch (IllegalStateException e) {
              told.countDown();
            }
          }

          @Override
          public void changed() {}
        });

    store.push(List.of(job("default")));

    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private static Boolean pushMany(SqliteStore into) {
    for (int i = 0; i < 50; i++) {
      into.push(List.of(job("default")));
    }
    return true;
  }

  private static NewJob job(String queue) {
    return NewJob.now(JobSpec.of("h", queue, "[]"));
  }

  private static boolean explode() {
    throw new StackOverflowError();
  }

  /** Keeps the writer busy until the gate opens; it is when this returns. */
  private Future<Boolean> hold(ExecutorService on, CountDownLatch gate) {
    var isHeld = new CountDownLatch(1);
    var held =
        on.submit(() ->
            store
                .writer()
                .write(tx -> {
                  isHeld.countDown();
                  return await(gate);
                }));
    assertThat(await(isHeld)).isTrue();
    return held;
  }

  private static boolean await(CountDownLatch gate) {
    try {
      return gate.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> List<Future<T>> submit(ExecutorService on, int count, Callable<T> call) {
    var futures = new ArrayList<Future<T>>();
    for (int i = 0; i < count; i++) {
      futures.add(on.submit(call));
    }
    return futures;
  }

  /** The writer is held, so what is submitted piles up; it takes a moment for all to be there. */
  private void awaitWaiting(int count) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (store.writer().waiting() < count) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private SqliteStore openAgain() {
    return SqliteStore.open(
        SqliteFile.at(TestFiles.url(directory.resolve("jobs.db"))),
        StoreSettings.DEFAULT,
        Duration.ofSeconds(30));
  }
}
