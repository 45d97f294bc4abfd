package dev.percheron.checks.executors;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.Percheron;
import dev.percheron.Worker;
import dev.percheron.api.JobFailed;
import dev.percheron.api.JobRef;
import dev.percheron.api.Queue;
import dev.percheron.api.RetryPolicy;
import dev.percheron.checks.executors.Orders.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Handlers of every kind, and arguments that do not fit them, on every executor that calls Java:
 * where a job runs is a choice, so what it does must not depend on it.
 */
class HandlersEverywhereTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Percheron percheron = Percheron.inMemory();
  private Optional<Worker> worker = Optional.empty();

  @AfterEach
  void close() {
    worker.ifPresent(Worker::close);
    percheron.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"virtual", "threads", "loop", "direct", "process"})
  void static_instance_generic_void_and_asynchronous_handlers_run(String executor)
      throws Exception {
    workOn(executor);

    var total = percheron.push(job(Orders::total, new Order("Ada", List.of(40, 50))));
    var greeting = percheron.push(job(Orders::greet, "Grace"));
    var nothing = percheron.push(job(Orders::nothing));
    var count =
        percheron.push(job(Orders::count, Map.of("Ada", List.of(new Order("Ada", List.of())))));
    var later = percheron.push(job("orders.later", "sooner or"));

    assertThat(total.await(LONG)).isEqualTo(80);
    assertThat(greeting.await(LONG)).isEqualTo("Hello Grace");
    assertThat(greeting.job().spec().metadata()).containsEntry("greeted", "Grace");
    assertThat(nothing.await(LONG)).isNull();
    assertThat(count.await(LONG)).containsEntry("orders", 1);
    assertThat(later.await(LONG)).isEqualTo("sooner or later");
  }

  @ParameterizedTest
  @ValueSource(strings = {"virtual", "threads", "loop", "direct", "process"})
  void what_does_not_fit_fails_with_its_reason_and_its_neighbours_run(String executor)
      throws Exception {
    workOn(executor);

    var text = pushOnce("orders.twice", "two");
    var tooMany = pushOnce("orders.twice", 1, 2);
    var unknown = pushOnce("orders.never-heard-of");
    var broken = pushOnce("orders.broken");
    var neighbour = percheron.push(job(Orders::twice, 21));

    assertThat(neighbour.await(LONG)).isEqualTo(42);
    assertThat(reason(text)).contains("orders.twice").contains("int");
    assertThat(reason(tooMany)).contains("orders.twice").contains("2");
    assertThat(reason(unknown)).contains("no handler here is named 'orders.never-heard-of'");
    assertThat(reason(broken)).contains("ExceptionInInitializerError");
  }

  private void workOn(String executor) {
    percheron.declare(Queue.named("default").executor(executor).concurrency(2));
    percheron.handlers(new Orders());
    worker = Optional.of(percheron.worker().start());
  }

  private JobRef<?> pushOnce(String handler, Object... arguments) {
    return percheron.push(job(handler, arguments).retry(RetryPolicy.none()));
  }

  private static String reason(JobRef<?> ref) {
    assertThatThrownBy(() -> ref.await(LONG)).isInstanceOf(JobFailed.class);
    return ref.job().status().failure().orElseThrow().summary();
  }
}
