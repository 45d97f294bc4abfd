package dev.percheron.testkit.executor;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.UnfitAttempt;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Handlers that are lambdas by name. Arguments are handed to them as the text they are; results are
 * written when they are nothing, a number, a truth value or a text. Safe for use by many threads.
 */
public final class LambdaHandlers implements ContractHandlers, HandlerInvoker {
  private final Map<String, Body> bodies = new ConcurrentHashMap<>();

  /** Without any handler. */
  public LambdaHandlers() {}

  @Override
  public void on(String name, Body body) {
    bodies.put(name, body);
  }

  @Override
  public HandlerInvoker invoker() {
    return this;
  }

  @Override
  public @Nullable Object invoke(Attempt attempt, JobContext context) throws Throwable {
    var body = bodies.get(attempt.spec().handler());
    if (body == null) {
      throw new UnfitAttempt("there is no handler '" + attempt.spec().handler() + "' here");
    }
    return body.run(context);
  }

  @Override
  public String write(Attempt attempt, @Nullable Object result) {
    return switch (result) {
      case null -> "null";
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      case String text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      default ->
          throw new UnfitAttempt(
              "a result of " + result.getClass().getName() + " cannot be written as JSON");
    };
  }
}
