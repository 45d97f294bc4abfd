package dev.percheron.testkit.executor.process;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.HandlerSource;
import dev.percheron.testkit.executor.ContractHandlers;
import dev.percheron.testkit.executor.LambdaHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The contract's lambdas, found by a number by children that are threads of this JVM. */
final class SharedHandlers implements HandlerSource {
  private static final Map<String, HandlerInvoker> ALL = new ConcurrentHashMap<>();

  SharedHandlers() {}

  @Override
  public HandlerInvoker open(List<String> handlers) {
    return Objects.requireNonNull(ALL.get(handlers.getFirst()));
  }

  /** Handlers that are here and in the children. */
  static final class Lambdas implements ContractHandlers, HandlerInvoker {
    private final LambdaHandlers here = new LambdaHandlers();
    private final String number = Integer.toString(System.identityHashCode(this));

    Lambdas() {
      ALL.put(number, here);
    }

    @Override
    public void on(String name, Body body) {
      here.on(name, body);
    }

    @Override
    public HandlerInvoker invoker() {
      return this;
    }

    @Override
    public @Nullable Object invoke(Attempt attempt, JobContext context) {
      throw new AssertionError("a handler was called in the worker");
    }

    @Override
    public String write(Attempt attempt, @Nullable Object result) {
      throw new AssertionError("a result was written in the worker");
    }

    @Override
    public Optional<Elsewhere> elsewhere() {
      return Optional.of(new Elsewhere(SharedHandlers.class.getName(), List.of(number)));
    }
  }
}
