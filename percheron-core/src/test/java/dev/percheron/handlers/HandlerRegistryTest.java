package dev.percheron.handlers;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobRefused;
import dev.percheron.api.MethodRef.Run0;
import dev.percheron.spi.UnfitAttempt;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandlerRegistryTest {
  private final Program program = new Program();
  private final HandlerRegistry registry = program.registry;

  record Order(String id, int amount) {}

  interface Marked {
    @Handler("marked.where")
    default String where() {
      return "interface";
    }
  }

  static class Reports implements Marked {
    private final String name;

    Reports(String name) {
      this.name = name;
    }

    @Handler("reports.nightly")
    String nightly(List<Order> orders) {
      return name + orders;
    }

    @SuppressWarnings("unused") // called by its handler name
    @Handler("reports.own")
    private String own() {
      return "own of " + name;
    }

    @Handler("reports.count")
    static int count(JobContext context, int more) {
      return context.attempt().number() + more;
    }
  }

  static final class Weekly extends Reports {
    Weekly() {
      super("weekly");
    }

    @Override
    public String where() {
      return "subclass";
    }

    @Override
    @Handler("reports.nightly")
    String nightly(List<Order> orders) {
      return "overridden";
    }
  }

  static class Repository<T> {
    @Handler("repository.save")
    T save(T entity, List<? extends T> more) {
      return entity;
    }
  }

  static final class Orders extends Repository<Order> {}

  static final class Taken {
    @Handler("reports.count")
    static void other() {}
  }

  private static List<String> names(List<HandlerSignature> signatures) {
    return signatures.stream().map(HandlerSignature::name).sorted().toList();
  }

  @Test
  void an_object_brings_all_handlers_that_it_has_or_inherits() throws Throwable {
    var added = registry.add(new Weekly());

    assertThat(names(added))
        .containsExactly("marked.where", "reports.count", "reports.nightly", "reports.own");
    assertThat(program.call("marked.where", "[]")).isEqualTo("subclass");
    assertThat(program.call("reports.nightly", "[[]]")).isEqualTo("overridden");
    assertThat(program.call("reports.own", "[]")).isEqualTo("own of weekly");
    assertThat(program.call("reports.count", "[41]")).isEqualTo(42);
  }

  @Test
  void arguments_are_bound_to_generic_parameter_types() throws Throwable {
    registry.add(new Reports("r"));

    assertThat(program.call("reports.nightly", "[[{\"id\":\"a\",\"amount\":1,\"new\":true}]]"))
        .isEqualTo("r[Order[id=a, amount=1]]");
  }

  @Test
  void type_variables_are_what_the_subclass_says() throws Throwable {
    var signature = registry.add(new Orders()).getFirst();

    assertThat(signature.shown()).isEqualTo("repository.save(Order entity, List<Order> more)");
    assertThat(signature.result()).isEqualTo(Order.class);
    assertThat(program.call("repository.save", "[{\"id\":\"a\",\"amount\":1},[]]"))
        .isEqualTo(new Order("a", 1));
  }

  @Test
  void a_class_brings_its_static_handlers_and_says_what_is_missing_for_the_others()
      throws Throwable {
    registry.add(Reports.class);

    assertThat(program.call("reports.count", "[1]")).isEqualTo(2);
    assertThatExceptionOfType(UnfitAttempt.class)
        .isThrownBy(() -> program.call("reports.own", "[]"))
        .withMessageContaining("'reports.own' is an instance method")
        .withMessageContaining("Reports.own()")
        .withMessageContaining("register an object");
  }

  @Test
  void an_object_completes_its_class_whichever_comes_first() throws Throwable {
    registry.add(Reports.class);
    registry.add(new Reports("late"));
    registry.add(Reports.class);

    assertThat(program.call("reports.own", "[]")).isEqualTo("own of late");
  }

  @Test
  void the_same_object_or_class_may_come_twice() {
    var reports = new Reports("r");
    registry.add(reports);
    registry.add(reports);
    registry.add(Orders.class);
    registry.add(Orders.class);

    assertThat(registry.list()).hasSize(5);
  }

  @Test
  void two_methods_with_one_name_are_refused_with_both_named() {
    registry.add(Reports.class);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.add(Taken.class))
        .withMessageContaining("two handlers are named 'reports.count'")
        .withMessageContaining("Reports.count(JobContext, int)")
        .withMessageContaining("Taken.other()");
  }

  @Test
  void another_object_of_the_same_class_is_refused() {
    registry.add(new Reports("one"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.add(new Reports("two")))
        .withMessageContaining("another object is registered already")
        .withMessageContaining("Reports.");
  }

  @Test
  void a_refused_registration_changes_nothing() {
    registry.add(Taken.class);

    assertThatIllegalArgumentException().isThrownBy(() -> registry.add(new Reports("r")));

    assertThat(names(registry.list())).containsExactly("reports.count");
  }

  @Test
  void an_object_without_handlers_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.add("text"))
        .withMessage("java.lang.String has no method marked @Handler");
  }

  @Test
  void a_static_handler_that_is_pushed_is_known() throws Throwable {
    var prepared = program.requests.prepare(job(Reports::count, 2));

    assertThat(program.call(prepared.job())).isEqualTo(3);
    assertThat(names(registry.list())).containsExactly("reports.count");
  }

  @Test
  void a_static_handler_whose_name_is_taken_is_refused_when_pushed() {
    registry.add(Taken.class);

    assertThatExceptionOfType(JobRefused.class)
        .isThrownBy(() -> program.requests.prepare(job(Reports::count, 2)))
        .withMessageContaining("two handlers are named 'reports.count'");
  }

  @Test
  void an_instance_handler_that_is_pushed_stays_unknown_to_the_worker() {
    var prepared = program.requests.prepare(job(new Reports("r")::where));

    assertThatExceptionOfType(UnfitAttempt.class)
        .isThrownBy(() -> program.call(prepared.job()))
        .withMessageContaining("no handler here is named 'marked.where'");
  }

  @Test
  void handlers_are_listed_by_name_with_their_parameters() {
    registry.add(Reports.class);

    assertThat(registry.list())
        .extracting(HandlerSignature::shown)
        .containsExactly(
            "marked.where()",
            "reports.count(int more)",
            "reports.nightly(List<Order> orders)",
            "reports.own()");
  }

  @Test
  void an_unknown_name_is_answered_with_the_nearest() {
    registry.add(Reports.class);

    assertThat(registry.unknown("report.nightly"))
        .isEqualTo("no handler here is named 'report.nightly'; did you mean 'reports.nightly'?");
    assertThat(registry.unknown("emails.send"))
        .endsWith("known: marked.where, reports.count, reports.nightly, reports.own");
    assertThat(new HandlerRegistry().unknown("\u001bx"))
        .isEqualTo("no handler here is named '\\u001bx'; none is registered");
  }

  @Test
  void registering_and_looking_up_from_many_threads_loses_nothing() throws Exception {
    int threads = 8;
    int each = 50;
    var start = new CountDownLatch(1);
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var tasks =
          IntStream.range(0, threads)
              .mapToObj(thread -> pool.submit(registering(start, thread, each)))
              .toList();
      start.countDown();
      for (var task : tasks) {
        assertThat(task.get()).isEqualTo(each);
      }
    }

    assertThat(registry.list()).hasSize(threads * each);
  }

  private Callable<Integer> registering(CountDownLatch start, int thread, int each) {
    return () -> {
      start.await();
      int found = 0;
      for (int i = 0; i < each; i++) {
        var name = "handler." + thread + "." + i;
        registry.add(name, (Run0) () -> {});
        found += registry.signature(name).isPresent() ? 1 : 0;
      }
      return found;
    };
  }
}
