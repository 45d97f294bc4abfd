package dev.percheron.checks.executors;

import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Handlers of every kind. */
final class Orders {
  /** An argument that is a record. */
  record Order(String customer, List<Integer> amounts) {}

  /** A class that cannot be initialised. */
  static final class Broken {
    static final int VALUE = Integer.parseInt("no number");

    private Broken() {}
  }

  private final int discount = 10;

  @Handler("orders.total")
  int total(Order order) {
    return order.amounts().stream().mapToInt(Integer::intValue).sum() - discount;
  }

  @Handler("orders.greet")
  static String greet(JobContext context, String name) {
    context.metadata("greeted", name);
    return "Hello " + name;
  }

  @Handler("orders.nothing")
  static void nothing() {}

  @Handler("orders.count")
  static Map<String, Integer> count(Map<String, List<Order>> byCustomer) {
    return Map.of("orders", byCustomer.values().stream().mapToInt(List::size).sum());
  }

  @Handler("orders.later")
  static CompletionStage<String> later(String word) {
    return CompletableFuture.completedFuture(word + " later");
  }

  @Handler("orders.broken")
  static int broken() {
    return Broken.VALUE;
  }

  @Handler("orders.twice")
  static int twice(int number) {
    return number * 2;
  }
}
