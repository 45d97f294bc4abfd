package dev.percheron.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Outcome;
import dev.percheron.api.Queue;
import dev.percheron.exec.ThreadsProvider;
import dev.percheron.spi.JobExecutorProvider;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ThreadsExecutorTest extends JobExecutorContract {
  @Override
  protected JobExecutorProvider provider() {
    return new ThreadsProvider();
  }

  @Override
  protected void checkThread(Thread submitter, Thread ran) {
    assertThat(ran.isVirtual()).isFalse();
    assertThat(ran.isDaemon()).isTrue();
    assertThat(ran.getName()).startsWith("percheron-" + queue().name() + "-");
  }

  @Test
  void its_threads_are_as_the_options_say() {
    var thread =
        threadOf(Map.of("name", "pdf", "priority", "2", "daemon", "false", "keep-alive", "1ms"));

    assertThat(thread.getName()).isEqualTo("pdf-1");
    assertThat(thread.getPriority()).isEqualTo(2);
    assertThat(thread.isDaemon()).isFalse();
    Eventually.until("the idle thread has ended", () -> !thread.isAlive());
    assertWorks();
  }

  private Thread threadOf(Map<String, String> options) {
    var thread = new CompletableFuture<Thread>();
    on("where", context -> thread.complete(Thread.currentThread()));
    executor.start(context(Queue.named("contract").executor("threads", options)));
    assertThat(submit("where").outcome()).isInstanceOf(Outcome.Succeeded.class);
    return thread.join();
  }

  @Test
  void there_are_never_more_threads_than_slots() throws InterruptedException {
    start(3);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    on("where", context -> threads.add(Thread.currentThread()));

    for (int i = 0; i < 20_000; i++) {
      Eventually.until("a slot is free", () -> executor.freeSlots() > 0);
      var probe = new AttemptProbe(attempt("where"));
      var _ = executor.submit(probe.attempt(), probe);
    }
    Eventually.until("all have ended", () -> executor.running() == 0);

    assertThat(threads).hasSizeBetween(1, 3);
  }

  @Test
  void an_idle_thread_is_used_before_another_is_made() {
    start(50);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    on("where", context -> threads.add(Thread.currentThread()));

    for (int i = 0; i < 200; i++) {
      assertThat(submit("where").outcome()).isInstanceOf(Outcome.Succeeded.class);
    }

    assertThat(threads).hasSizeLessThan(50);
  }
}
