package dev.percheron.checks.executors;

import dev.percheron.api.JobContext;
import dev.percheron.api.MethodRef.Call0;
import dev.percheron.handlers.HandlerRegistry;
import dev.percheron.handlers.Invocations;
import dev.percheron.handlers.PayloadLimits;
import dev.percheron.json.JsonArguments;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.testkit.executor.ContractHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The contract's handlers, called as a worker calls any. */
final class RealHandlers implements ContractHandlers {
  private final HandlerRegistry registry = new HandlerRegistry();
  private final Map<String, Body> bodies = new ConcurrentHashMap<>();

  @Override
  public void on(String name, Body body) {
    if (bodies.put(name, body) == null) {
      Call0<@Nullable Object> call = () -> run(bodies.get(name));
      registry.add(name, call);
    }
  }

  @Override
  public HandlerInvoker invoker() {
    return new Invocations(registry, new JsonArguments(), PayloadLimits.DEFAULT);
  }

  private static @Nullable Object run(@Nullable Body body) {
    try {
      return body == null ? null : body.run(JobContext.current());
    } catch (Throwable e) {
      throw RealHandlers.<RuntimeException>asItIs(e);
    }
  }

  /** Any method can throw anything; only the compiler asks. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T asItIs(Throwable e) throws T {
    throw (T) e;
  }
}
